"""Every sentence the emulator says in an error, and how sure we are that Google says it.

`recorded`: word for word in tests/sheets/recordings. `quoted`: in the project's notes on the API, or in a
public bug report that shows the answer. `assumed`: nobody has shown it; code must not depend on such words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Source = Literal["recorded", "quoted", "assumed"]


@dataclass(frozen=True)
class Wording:
    """One sentence and where it comes from."""

    text: str
    source: Source


WORDINGS: dict[str, Wording] = {
    # Who may do what.
    "forbidden": Wording("The caller does not have permission", "recorded"),
    "not_found": Wording("Requested entity was not found.", "quoted"),
    "no_credentials": Wording(
        "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or "
        "other valid authentication credential. See https://developers.google.com/identity/sign-in/web/"
        "devconsole-project.",
        "assumed",
    ),
    "bad_credentials": Wording(
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
        "valid authentication credential. See https://developers.google.com/identity/sign-in/web/"
        "devconsole-project.",
        "assumed",
    ),
    "scope": Wording("Request had insufficient authentication scopes.", "assumed"),
    "grant_type": Wording("Invalid grant_type: {grant_type}", "assumed"),
    "jwt_shape": Wording("Invalid JWT: Failed audience check or malformed assertion.", "assumed"),
    "jwt_signature": Wording("Invalid JWT Signature.", "assumed"),
    "jwt_time": Wording(
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat "
        "and exp values in the JWT claim.",
        "assumed",
    ),
    "jwt_account": Wording("Invalid grant: account not found", "assumed"),
    "quota": Wording(
        "Quota exceeded for quota metric '{metric}' and limit '{metric} per minute{scope}' of service "
        "'sheets.googleapis.com' for consumer 'project_number:{project}'.",
        "assumed",
    ),
    "internal": Wording("Internal error encountered.", "assumed"),
    "unavailable": Wording("The service is currently unavailable.", "assumed"),
    # Drive.
    "file_not_found": Wording("File not found: {id}.", "assumed"),
    "file_forbidden": Wording("The user does not have sufficient permissions for this file.", "assumed"),
    "transfer": Wording(
        "The transferOwnership parameter must be enabled when the permission role is 'owner'.", "assumed"
    ),
    "storage_quota": Wording("The user's Drive storage quota has been exceeded.", "assumed"),
    "no_conversion": Wording("The requested conversion is not supported.", "assumed"),
    "bad_query": Wording("Invalid Value", "assumed"),
    "permission_not_found": Wording("Permission not found: {id}.", "assumed"),
    # Reading a request.
    "unknown_path": Wording("The requested URL {path} was not found on this server.", "assumed"),
    "bad_json": Wording("Invalid JSON payload received. {problem}", "assumed"),
    "unknown_name": Wording(
        "Invalid JSON payload received. Unknown name \"{name}\" at '{where}': Cannot find field.", "assumed"
    ),
    "bad_list": Wording(
        "Invalid value at '{where}' (type.googleapis.com/google.protobuf.ListValue), {value}", "recorded"
    ),
    "bad_mask": Wording(
        "Invalid value at '{where}' (type.googleapis.com/google.protobuf.FieldMask), {value}", "assumed"
    ),
    "no_requests": Wording("Must specify at least one request.", "assumed"),
    "unsupported": Wording("The emulator does not know {kind}.", "assumed"),
    # Values and ranges.
    "range": Wording("Unable to parse range: {range}", "quoted"),
    "grid_limits": Wording("Range ({range}) exceeds grid limits. Max rows: {rows}, max columns: {columns}", "quoted"),
    "wider_column": Wording(
        "Requested writing within range [{range}], but tried writing to column [{column}]", "quoted"
    ),
    "wider_row": Wording("Requested writing within range [{range}], but tried writing to row [{row}]", "assumed"),
    "input_option": Wording("'valueInputOption' is required but not specified", "assumed"),
    "bad_value": Wording("Invalid values[{row}][{column}]: {value}", "quoted"),
    "other_range": Wording("Requested range [{path}] does not match the range of the values [{body}]", "assumed"),
    "cell_length": Wording(
        "Your input contains more than the maximum of 50000 characters in a single cell.", "assumed"
    ),
    "cell_limit": Wording(
        "This action would increase the number of cells in the workbook above the limit of 10000000 cells.", "quoted"
    ),
    "column_limit": Wording(
        "This action would increase the number of columns above the limit of 18278 columns.", "assumed"
    ),
    # Sheets.
    "no_grid": Wording("No grid with id: {id}", "assumed"),
    "no_sheet": Wording("No sheet with id: {id}", "assumed"),
    "sheet_title": Wording('A sheet with the name "{title}" already exists. Please enter another name.', "quoted"),
    "sheet_title_length": Wording("The sheet name cannot be greater than 100 characters.", "quoted"),
    "sheet_id": Wording("Sheet with id {id} already exists.", "assumed"),
    "last_sheet": Wording("You can't remove all the sheets in a document.", "assumed"),
    "last_visible": Wording("You can't hide all the sheets in a document.", "recorded"),
    "frozen": Wording("You can't freeze all visible {dimension} on the sheet.", "assumed"),
    "grid_size": Wording("gridProperties.{field} must be greater than zero.", "assumed"),
    # Cells.
    "no_fields": Wording("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)", "assumed"),
    "no_target": Wording("Must specify one of: start, range", "assumed"),
    "beyond_row": Wording("Attempting to write row: {at}, beyond the last requested row of: {last}", "assumed"),
    "beyond_column": Wording("Attempting to write column: {at}, beyond the last requested column of: {last}", "quoted"),
    "bounds": Wording("{field}[{value}] is out of bounds [0..{limit}].", "assumed"),
    "after_grid": Wording("range.{field}[{value}] is after last {line} in grid[{limit}]", "assumed"),
    "start_after_grid": Wording("GridCoordinate.{field}[{value}] is after last {line} in grid[{limit}]", "quoted"),
    "empty_range": Wording("{field} must be greater than its start.", "assumed"),
    "protected": Wording(
        "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
        "protection if you need to edit.",
        "assumed",
    ),
    "partial_merge": Wording("You must select all cells in a merged range to merge or unmerge them.", "assumed"),
    # Rows and columns.
    "all_dimension": Wording("You can't delete all the {dimension} on the sheet.", "assumed"),
    "all_unfrozen": Wording("Sorry, it is not possible to delete all non-frozen {dimension}.", "assumed"),
    "insert_end": Wording(
        "range.startIndex[{at}] must be less than the grid size[{size}] if inheritFromBefore is false.", "assumed"
    ),
    "insert_start": Wording("inheritFromBefore cannot be true if range.startIndex is 0.", "assumed"),
    "no_group": Wording("There is no group that spans the given range.", "assumed"),
    # Named and protected ranges, rules, metadata.
    "named_name": Wording(
        "Cannot add named range with name {name}, a named range with that name already exists.", "quoted"
    ),
    "named_id": Wording("Cannot add named range with id {id}, a named range with that id already exists.", "assumed"),
    "named_missing": Wording("No named range with id: {id}", "quoted"),
    "named_invalid": Wording("The name of a range is not valid: {name}", "assumed"),
    "protected_missing": Wording("No protected range with id: {id}", "quoted"),
    "protected_id": Wording("Protected range with id {id} already exists.", "assumed"),
    "protected_warning": Wording("Editors are not supported with warning_only protection.", "quoted"),
    "rule_missing": Wording("No conditional format on sheet: {sheet} at index: {index}", "assumed"),
    "banding_missing": Wording("No banded range with id: {id}", "assumed"),
    "banding_overlap": Wording(
        "You cannot add alternating background colors to a range that already has them.", "assumed"
    ),
    "metadata_id": Wording(
        "Cannot add developer metadata with ID [{id}] because developer metadata with that ID already exists.", "quoted"
    ),
    "metadata_missing": Wording("No developer metadata matches the filter.", "assumed"),
}


def say(key: str, **params: object) -> str:
    """Fill in one sentence."""
    return WORDINGS[key].text.format(**params)


def list_assumed() -> list[str]:
    """Name the sentences that nobody has shown Google to say."""
    return [f"{key}: {wording.text}" for key, wording in WORDINGS.items() if wording.source == "assumed"]
