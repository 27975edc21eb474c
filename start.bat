@echo off
rem Startet Resonanz an diesem Arbeitsplatz. Ein Doppelklick reicht; Administratorrechte braucht es nicht.
rem Nur ASCII und keine Umlaute: cmd.exe liest eine Datei sonst je nach Rechner anders. Zeilenenden: CRLF.
setlocal
chcp 65001 >nul
title Resonanz
pushd "%~dp0"
if not exist "app.py" goto unpack

set "PYTHONUTF8=1"
set "VENV=.venv\Scripts\python.exe"
if not defined PORT set "PORT=8501"

"%VENV%" -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && goto packages

set "FOUND="
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "FOUND=py -3"
if not defined FOUND python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "FOUND=python"
if not defined FOUND goto nopython
echo Eine Umgebung wird angelegt. Das geschieht nur beim ersten Mal.
%FOUND% -m venv --clear .venv || goto novenv

:packages
fc /b requirements.txt .venv\installed-requirements.txt >nul 2>nul || goto install
fc /b constraints.txt .venv\installed-constraints.txt >nul 2>nul || goto install
goto start

:install
echo Pakete werden aus dem Internet geholt. Das dauert einige Minuten, und nur beim ersten Mal.
"%VENV%" -m pip install --disable-pip-version-check --quiet -r requirements.txt || goto nopackages
copy /b /y requirements.txt .venv\installed-requirements.txt >nul
copy /b /y constraints.txt .venv\installed-constraints.txt >nul

:start
set SECRETS=
if defined RESONANZ_SECRETS set SECRETS=--secrets.files "%RESONANZ_SECRETS%"
echo Resonanz startet und erscheint gleich im Browser: http://127.0.0.1:%PORT%
echo Dieses Fenster bleibt offen, solange Sie arbeiten. Zum Beenden machen Sie es zu.
"%VENV%" -m streamlit run app.py --server.port %PORT% %SECRETS% || goto stopped
goto end

:unpack
echo Neben start.bat fehlt app.py. Wurde start.bat aus der ZIP-Datei heraus gestartet?
echo Bitte klicken Sie mit rechts auf die ZIP-Datei, dann auf "Alle extrahieren", und starten Sie start.bat dort.
goto wait

:nopython
echo Auf diesem Rechner ist kein Python 3.11 oder neuer zu finden.
echo Bitte laden Sie es von https://www.python.org/downloads/windows/ und installieren Sie es mit "Install Now".
echo Das geht ohne Administratorrechte. Danach starten Sie start.bat noch einmal.
goto wait

:novenv
echo Die Umgebung konnte nicht angelegt werden. Der Grund steht oben.
echo Ist noch Platz auf der Platte, und darf in diesen Ordner geschrieben werden?
goto wait

:nopackages
echo Die Pakete konnten nicht geholt werden. Der Grund steht oben.
echo Besteht eine Verbindung zum Internet? Hinter einem Proxy: set HTTPS_PROXY=http://proxy.amt.example:8080
goto wait

:stopped
echo Resonanz wurde beendet. Steht oben, dass der Anschluss %PORT% belegt ist ("not available"), dann ist es schon gestartet:
echo Suchen Sie das andere Fenster, oder gehen Sie im Browser zu http://127.0.0.1:%PORT%

:wait
pause

:end
popd
endlocal
