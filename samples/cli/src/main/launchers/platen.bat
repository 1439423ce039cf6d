@echo off
rem Starts platen.jar beside this file. Java 19 and later keep an archive of the classes that commands load, which makes starts fast.
rem PLATEN_JAVA_OPTIONS go to Java, PLATEN_CACHE names the folder that archives and compiled scripts are kept in.
setlocal
set "cache=%PLATEN_CACHE%"
if not defined cache set "cache=%LOCALAPPDATA%\platen\cache"
if not exist "%cache%" mkdir "%cache%"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+IgnoreUnrecognizedVMOptions -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="%cache%\classes.jsa" -Xshare:auto -Xlog:disable -Xlog:all=error:stderr %PLATEN_JAVA_OPTIONS% -jar "%~dp0platen.jar" %*
exit /b %ERRORLEVEL%
