# Signs files with the certificate in the environment: CERTIFICATE (a .pfx as base64) and CERTIFICATE_PASSWORD.
$ErrorActionPreference = 'Stop'
$pfx = Join-Path $env:RUNNER_TEMP 'sign.pfx'
[IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String($env:CERTIFICATE))
try {
    $signtool = Get-ChildItem 'C:\Program Files (x86)\Windows Kits\10\bin\*\x64\signtool.exe' | Sort-Object FullName | Select-Object -Last 1
    foreach ($file in $args) {
        & $signtool.FullName sign /f $pfx /p $env:CERTIFICATE_PASSWORD /fd SHA256 /tr http://timestamp.digicert.com /td SHA256 $file
        if ($LASTEXITCODE -ne 0) { throw "signtool failed on $file" }
    }
} finally {
    Remove-Item $pfx
}
