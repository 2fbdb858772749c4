; Windows installer. Compile it with: python installer/windows/build.py
; For one user without administrator's rights, or for everyone. /S installs silently; see docs/install.md.
Unicode true
!ifndef NO_TARGET
  Target amd64-unicode ; a 32-bit installer finds nothing to run on where there is 64-bit Windows only
!endif
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestDPIAware true
ManifestSupportedOS Win10

!ifndef VERSION | NUMBERS | BUNDLE | OUTPUT | ROOT
  !error "Compile this with installer/windows/build.py, which says VERSION, NUMBERS, BUNDLE, OUTPUT and ROOT"
!endif

!define NAME "Cellwright"
!define PUBLISHER "Cellwright contributors"
!define TYPE "Cellwright.Design"
!define SUFFIX ".cell"
!define MIME "application/x-cellwright-design"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define PATHS_KEY "Software\Microsoft\Windows\CurrentVersion\App Paths\cellwright.exe"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"

!define MULTIUSER_INSTALLMODE_FUNCTION TakeWantedFolder

!include "MUI2.nsh"
!include "MultiUser.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "${NAME} installer"
VIAddVersionKey /LANG=0 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=0 "LegalCopyright" "Copyright the Cellwright contributors. MIT licence."

!define MUI_ICON "${ROOT}/resources/icons/cellwright.ico"
!define MUI_UNICON "${ROOT}/resources/icons/cellwright.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\cellwright.exe"
!define MUI_LANGDLL_ALLLANGUAGES

!insertmacro MUI_PAGE_LICENSE "${ROOT}/LICENSE"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_RESERVEFILE_LANGDLL

Var Wanted ; the folder that /D= asks for

LangString DesignFile ${LANG_ENGLISH} "Cellwright design"
LangString DesignFile ${LANG_SIMPCHINESE} "Cellwright 电芯设计"
LangString TooOld ${LANG_ENGLISH} "Cellwright needs 64-bit Windows 10, version 1903, or later."
LangString TooOld ${LANG_SIMPCHINESE} "Cellwright 需要 64 位 Windows 10（1903 版）或更高版本。"
LangString Running ${LANG_ENGLISH} "Cellwright is running. Close it and try again."
LangString Running ${LANG_SIMPCHINESE} "Cellwright 正在运行。请先关闭它，然后重试。"
LangString Foreign ${LANG_ENGLISH} "This folder holds files that are not Cellwright's. Choose an empty folder."
LangString Foreign ${LANG_SIMPCHINESE} "此文件夹中有不属于 Cellwright 的文件。请选择一个空文件夹。"
LangString Program ${LANG_ENGLISH} "Program"
LangString Program ${LANG_SIMPCHINESE} "程序"
LangString UserData ${LANG_ENGLISH} "Settings, your own materials, recovery copies and logs"
LangString UserData ${LANG_SIMPCHINESE} "设置、自建材料、恢复副本和日志"
LangString ProgramTold ${LANG_ENGLISH} "The program itself. Your designs stay where you saved them."
LangString ProgramTold ${LANG_SIMPCHINESE} "程序本身。您的设计文件保留在原来的位置。"
LangString UserDataTold ${LANG_ENGLISH} "What Cellwright keeps for you on this computer, the materials you made included. Left alone unless ticked."
LangString UserDataTold ${LANG_SIMPCHINESE} "Cellwright 在此计算机上为您保存的内容，包括您自建的材料。不勾选则保留。"

Section "-install"
  ; In place of an earlier version: its program files go, so that none of them is loaded by this one.
  Call RemoveEarlier
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\cellwright.exe"

  WriteRegStr SHCTX "Software\Classes\${TYPE}" "" "$(DesignFile)"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\cellwright.exe,0"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\cellwright.exe" "%1"'
  WriteRegStr SHCTX "Software\Classes\${SUFFIX}" "" "${TYPE}"
  WriteRegStr SHCTX "Software\Classes\${SUFFIX}" "Content Type" "${MIME}"
  WriteRegStr SHCTX "Software\Classes\${SUFFIX}\OpenWithProgids" "${TYPE}" ""
  WriteRegStr SHCTX "${PATHS_KEY}" "" "$INSTDIR\cellwright.exe"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\cellwright.exe,0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 18362 ; 1903: the ICU that Qt takes from the system
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  StrCpy $Wanted $INSTDIR
  SetRegView 64 ; a 32-bit installer would write beside where the system looks
  !insertmacro MULTIUSER_INIT
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

; MultiUser puts its own folder over the one asked for.
Function TakeWantedFolder
  ${If} $Wanted != ""
    StrCpy $INSTDIR $Wanted
  ${EndIf}
FunctionEnd

; Goes on where the folder is new, empty, or holds an earlier Cellwright; says otherwise and stops.
Function RemoveEarlier
  ${If} ${FileExists} "$INSTDIR\cellwright.exe"
    ; A running program keeps its file open: then it can be neither replaced nor half replaced.
    ClearErrors
    FileOpen $0 "$INSTDIR\cellwright.exe" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONSTOP "$(Running)" /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
    FileClose $0
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\cellwright.exe"
    Delete "$INSTDIR\cellwright-cli.exe"
    Delete "$INSTDIR\uninstall.exe"
  ${Else}
    ${If} ${FileExists} "$INSTDIR\*.*"
      ${DirState} "$INSTDIR" $0
      ${If} $0 = 1
        MessageBox MB_OK|MB_ICONSTOP "$(Foreign)" /SD IDOK
        SetErrorLevel 5
        Quit
      ${EndIf}
    ${EndIf}
  ${EndIf}
FunctionEnd

; Removing ------------------------------------------------------------------------------------------------------------

Section "un.$(Program)" UnProgram
  SectionIn RO
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\cellwright.exe"
    FileOpen $0 "$INSTDIR\cellwright.exe" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONSTOP "$(Running)" /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
  ; Only what was installed: whatever else somebody put into the folder stays, and the folder with it.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\cellwright.exe"
  Delete "$INSTDIR\cellwright-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey SHCTX "Software\Classes\${TYPE}"
  DeleteRegValue SHCTX "Software\Classes\${SUFFIX}\OpenWithProgids" "${TYPE}"
  DeleteRegKey /ifempty SHCTX "Software\Classes\${SUFFIX}\OpenWithProgids"
  ReadRegStr $0 SHCTX "Software\Classes\${SUFFIX}" ""
  ${If} $0 == "${TYPE}"
    DeleteRegValue SHCTX "Software\Classes\${SUFFIX}" ""
    DeleteRegValue SHCTX "Software\Classes\${SUFFIX}" "Content Type"
  ${EndIf}
  DeleteRegKey /ifempty SHCTX "Software\Classes\${SUFFIX}"
  DeleteRegKey SHCTX "${PATHS_KEY}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section /o "un.$(UserData)" UnUserData
  SetShellVarContext current
  RMDir /r "$LOCALAPPDATA\${NAME}"
SectionEnd

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${UnProgram} "$(ProgramTold)"
  !insertmacro MUI_DESCRIPTION_TEXT ${UnUserData} "$(UserDataTold)"
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
  !insertmacro MUI_UNGETLANGUAGE
  ; /REMOVEDATA ticks the user's data, for a silent removal.
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/REMOVEDATA" $1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${UnUserData}
  ${EndIf}
FunctionEnd
