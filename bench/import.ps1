# Tells how long importing a module takes in this session, with a URL also the first call to it; without a module, what kind of session it is.
param([string] $Module, [string] $Url)

if ($Module) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    Import-Module $Module
    if ($Url) { $null = Invoke-BRModel hi -Model m.m-0 -EndpointUrl $Url -Region us-east-1 -AccessKey AKIDEXAMPLE -SecretKey secret }
    return $watch.Elapsed.TotalSeconds.ToString('R', [cultureinfo]::InvariantCulture)
}

# The installers' PowerShell is compiled beforehand, that of the .NET tool is not: its imports take three times as long, empty ones above all.
$file = [System.IO.File]::OpenRead([psobject].Assembly.Location)
$isCompiled = [System.Reflection.PortableExecutable.PEReader]::new($file).PEHeaders.CorHeader.ManagedNativeHeaderDirectory.Size -gt 0
$file.Dispose()
"pwsh $($PSVersionTable.PSVersion), $(if ($isCompiled) { 'compiled beforehand' } else { 'compiled as it runs' })"
