# Runs test files under this Pester and writes of each file what came of it, as JSON.
param([string] $Pester, [string] $Files, [string] $Results)

$ErrorActionPreference = 'Stop'
Import-Module $Pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Files
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
$run = Invoke-Pester -Configuration $configuration

function Get-Problem($Container) {
    # What went wrong outside of every test: a file that cannot be read, a block that cannot be set up.
    foreach ($failure in @($Container.ErrorRecord) + @($Container.Blocks.ErrorRecord)) { if ($failure) { "$failure" } }
    foreach ($test in $run.Failed) {
        if ($test.ScriptBlock.File -eq $Container.Item.FullName) { "$($test.ExpandedPath): $($test.ErrorRecord -join "`n")" }
    }
}

$report = foreach ($container in $run.Containers) {
    [pscustomobject]@{
        File     = $container.Item.Name
        Result   = $container.Result
        Passed   = $container.PassedCount
        Problems = @(Get-Problem $container)
    }
}
ConvertTo-Json -InputObject @($report) -Depth 4 | Set-Content $Results
