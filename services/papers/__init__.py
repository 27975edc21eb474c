"""Letters and mails as drafts: what may be written on a case, filled in from it. The portal sends nothing by itself.

kinds        the papers as data: who may make them, to whom, with which text
filling      the placeholders: what each means and what comes in its place
recipients   whom a paper goes to, from the register's people
drafting     a paper on a case, ready to be looked at and taken along
mails        a draft as .eml, for the office's own mail program
letters      a draft as Word, from a template
tags         what may stand in a template
templates    the office's own templates, kept in the register
noting       the note in the timeline of the case
"""
