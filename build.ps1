<#
.SYNOPSIS
    Builds, tests or packages BedrockPS.
.DESCRIPTION
    Build stages the module into out/BedrockPS, Test runs every test project, Package makes a Release build and of it
    out/BedrockPS.<version>.nupkg for the PowerShell Gallery and out/BedrockPS-<version>.zip. It uses engine cmdlets and .NET
    alone, and so runs in pwsh and in the shell of this repository:
    dotnet run --project src/BedrockPS.Shell -- -File build.ps1 -Task Build
.EXAMPLE
    ./build.ps1 -Task Build, Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$stage = [System.IO.Path]::Combine($PSScriptRoot, 'out', 'BedrockPS')

function Invoke-DotNet {
    # $args as they are: parameters of dotnet are none of PowerShell's business.
    & dotnet @args | Out-Host
    if ($LASTEXITCODE -ne 0) { throw "dotnet $args ended with exit code $LASTEXITCODE." }
}

function Invoke-Build([string] $As) {
    # The project that references everything stages everything, see src/Staging.targets.
    $project = [System.IO.Path]::Combine($PSScriptRoot, 'src', 'BedrockPS.LocalEndpoint')
    Invoke-DotNet build $project -c $As
    $core = [System.IO.Path]::Combine($stage, 'bin', 'Core')
    # Below bin/Core/Mcp copies for PowerShell 7.4 are welcome: nothing but the MCP library's own context looks there.
    foreach ($intruder in 'System.Management.Automation', 'System.Text.Json', 'System.Memory') {
        if ([System.IO.File]::Exists([System.IO.Path]::Combine($core, "$intruder.dll"))) {
            throw "$intruder.dll belongs to PowerShell and must not be staged in $core."
        }
    }
}

function Invoke-Package {
    Invoke-Build 'Release'
    # The same commit gives the same bytes in any folder; a path of this one would make them differ.
    foreach ($file in [System.IO.Directory]::GetFiles($stage, 'BedrockPS*.dll', 'AllDirectories')) {
        if ([System.Text.Encoding]::UTF8.GetString([System.IO.File]::ReadAllBytes($file)).Contains($PSScriptRoot)) {
            throw "$file names the folder it was built in. Delete the folders obj/Release and build again."
        }
    }

    & ([System.IO.Path]::Combine($PSScriptRoot, 'tools', 'Package.ps1')) $stage ([System.IO.Path]::Combine($PSScriptRoot, 'out'))
}

switch ($Task) {
    'Build' { Invoke-Build $Configuration }
    'Test' { Invoke-DotNet test --solution ([System.IO.Path]::Combine($PSScriptRoot, 'BedrockPS.sln')) -c $Configuration }
    'Package' { Invoke-Package }
}
