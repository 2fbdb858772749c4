# Installs the given installer silently for this user, runs the self-test of what it put there, and removes it again.
param([Parameter(Mandatory)][string]$Setup)
$ErrorActionPreference = 'Stop'
$place = Join-Path $env:LOCALAPPDATA 'Programs\Cellwright'
$kept = Join-Path $env:LOCALAPPDATA 'Cellwright\kept.txt'

function Invoke-Quietly([string]$Program, [string[]]$Words) {
    $process = Start-Process -FilePath $Program -ArgumentList $Words -Wait -PassThru
    if ($process.ExitCode -ne 0) { throw "$Program $Words ended with $($process.ExitCode)" }
}

New-Item -ItemType File -Force $kept | Out-Null
Invoke-Quietly $Setup @('/S', '/CurrentUser')
& "$place\cellwright-cli.exe" self-test
if ($LASTEXITCODE -ne 0) { throw 'the self-test failed' }
if ((Get-Item "$place\cellwright.exe").VersionInfo.ProductName -ne 'Cellwright') { throw 'no version resource' }
if ((Get-ItemProperty 'HKCU:\Software\Classes\.cell').'(default)' -ne 'Cellwright.Design') { throw 'no association' }

Invoke-Quietly $Setup @('/S', '/CurrentUser') # the upgrade in place
Invoke-Quietly "$place\uninstall.exe" @('/CurrentUser', '/S')
foreach ($second in 1..30) { if (-not (Test-Path "$place\cellwright.exe")) { break }; Start-Sleep 1 }
Start-Sleep 2
if (Test-Path $place) { throw "$place is still there" }
if (-not (Test-Path $kept)) { throw 'the user data are gone' }
if (Test-Path 'HKCU:\Software\Classes\Cellwright.Design') { throw 'the association is still there' }
Remove-Item $kept
Write-Output 'installed, tested, upgraded and removed'
