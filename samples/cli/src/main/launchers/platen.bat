@echo off
rem Starts platen.jar beside this file. Java 19 and later keep an archive of the classes that commands load, which makes starts fast.
rem PLATEN_JAVA_OPTIONS go to Java, PLATEN_CACHE names the folder that archives and compiled scripts are kept in.
setlocal EnableExtensions DisableDelayedExpansion
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME:"=%\bin\java.exe"
rem "where" looks along the path for names only, so that places are looked at first.
if exist "%java%" goto start
where "%java%" >nul 2>nul && goto start
echo platen: there is no "%java%": install Java 17 or later, or let JAVA_HOME name its folder 1>&2
exit /b 1
:start
set "cache=%PLATEN_CACHE%"
if not defined cache set "cache=%LOCALAPPDATA%\platen\cache"
if not exist "%cache%" mkdir "%cache%" 2>nul
rem TensorFlow's own notes; its errors are shown.
if not defined TF_CPP_MIN_LOG_LEVEL set "TF_CPP_MIN_LOG_LEVEL=2"
rem Libraries read memory in a way that Java 24 and later warn of; Java before 23 does not know the option.
"%java%" -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="%cache%\classes.jsa" -Xshare:auto -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow -Xlog:disable -Xlog:all=error:stderr -XX:-UsePerfData %PLATEN_JAVA_OPTIONS% -jar "%~dp0platen.jar" %*
exit /b %ERRORLEVEL%
