BeforeDiscovery {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $commands = (Get-Module BedrockPS).ExportedCmdlets.Values | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
}

BeforeAll {
    $manifest = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    Import-Module $manifest

    # A process of this PowerShell that has loaded nothing yet. The text goes encoded, past every quoting.
    function Invoke-FreshProcess([string] $Text) {
        $shell = if ($env:BEDROCKPS_TEST_SHELL) { $env:BEDROCKPS_TEST_SHELL } else { [System.Diagnostics.Process]::GetCurrentProcess().MainModule.FileName }
        # PowerShell from a .NET package is an assembly that the dotnet host runs.
        $first = @(if ([System.IO.Path]::GetFileNameWithoutExtension($shell) -eq 'dotnet') { [System.Reflection.Assembly]::GetEntryAssembly().Location })
        $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($Text))
        & $shell @first -NoProfile -NonInteractive -EncodedCommand $encoded
    }

    # Files of the module that are loaded, as "name in context".
    $listLoaded = {
        param($folder)
        [AppDomain]::CurrentDomain.GetAssemblies() |
            Where-Object { -not $_.IsDynamic -and $_.Location.StartsWith($folder) } |
            ForEach-Object { "$($_.GetName().Name) in $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" }
    }
    $folder = [System.IO.Path]::GetDirectoryName($manifest)
}

Describe 'The manifest' {
    BeforeAll {
        $data = & ([scriptblock]::Create([System.IO.File]::ReadAllText($manifest)))
        $module = Get-Module BedrockPS
        $declared = [BedrockPS.TokenUsage].Assembly.GetExportedTypes() |
            ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } |
            ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
    }

    It 'is valid' { (Test-ModuleManifest $manifest).Version | Should -Be $module.Version }

    It 'lists every cmdlet of the assembly' {
        $declared | ForEach-Object { $_ | Should -BeIn $data.CmdletsToExport }
    }

    It 'lists no cmdlet that does not exist' {
        $data.CmdletsToExport | ForEach-Object { $_ | Should -BeIn $declared }
    }

    It 'exports nothing else' {
        $data.FunctionsToExport | Should -HaveCount 0
        $data.AliasesToExport | Should -HaveCount 0
        $data.VariablesToExport | Should -HaveCount 0
        $module.ExportedCommands.Count | Should -Be $data.CmdletsToExport.Count
    }

    It 'carries the version of the assembly' {
        [BedrockPS.TokenUsage].Assembly.GetName().Version.ToString(3) | Should -Be $data.ModuleVersion
    }

    It 'names files that are there: <_>' -ForEach 'RootModule', 'FormatsToProcess' {
        $data[$_] | ForEach-Object { [System.IO.File]::Exists([System.IO.Path]::Combine($folder, $_)) | Should -BeTrue }
    }
}

Describe 'The cmdlet <Name>' -ForEach $commands {
    BeforeAll {
        $verbs = foreach ($set in 'Common', 'Communications', 'Data', 'Diagnostic', 'Lifecycle', 'Other', 'Security') {
            [System.Management.Automation.PSObject].Assembly.GetType("System.Management.Automation.Verbs$set").GetFields() |
                ForEach-Object { $_.GetValue($null) }
        }
    }

    It 'has an approved verb' { $Command.Verb | Should -BeIn $verbs }
    It 'has a noun that begins with BR' { $Command.Noun | Should -MatchExactly '^BR[A-Z]' }
    It 'says what it outputs' { $Command.OutputType | Should -Not -BeNullOrEmpty }

    It 'is a sealed class named after it' {
        $Command.ImplementingType.Name | Should -BeExactly "$($Command.Verb)$($Command.Noun)Command"
        $Command.ImplementingType.IsSealed | Should -BeTrue
    }
}

Describe 'The assembly' {
    It 'refers to no third-party library' {
        $foreign = [BedrockPS.TokenUsage].Assembly.GetReferencedAssemblies() | ForEach-Object Name |
            Where-Object { $_ -notmatch '^(System(\..+)?|Microsoft\.Win32\..+|Microsoft\.CSharp|netstandard|mscorlib|BedrockPS\.Engine)$' }
        $foreign | Should -BeNullOrEmpty
    }

    It 'brings no copy of what PowerShell has: <_>' -ForEach 'System.Management.Automation', 'System.Text.Json', 'System.Memory', 'Microsoft.Bcl.AsyncInterfaces' -Skip:($PSEdition -ne 'Core') {
        [System.IO.File]::Exists([System.IO.Path]::Combine($folder, 'bin', 'Core', "$_.dll")) | Should -BeFalse
    }
}

Describe 'Importing' -Skip:($PSEdition -ne 'Core') {
    It 'loads the module and nothing else' {
        $loaded = Invoke-FreshProcess "Import-Module '$manifest'; & { $listLoaded } '$folder'"
        $loaded | Should -Be 'BedrockPS in Default'
    }

    It 'loads the engine into a context of its own' {
        $loaded = Invoke-FreshProcess @"
Import-Module '$manifest'
`$null = [System.Reflection.Assembly]::Load('BedrockPS.Engine')
& { $listLoaded } '$folder'
"@
        $loaded | Should -Contain 'BedrockPS.Engine in BedrockPS'
        $loaded | Should -HaveCount 2
    }

    It 'works again with -Force and after a removal, on the same engine' {
        $loaded = Invoke-FreshProcess @"
Import-Module '$manifest'
`$null = [System.Reflection.Assembly]::Load('BedrockPS.Engine')
Import-Module '$manifest' -Force
Remove-Module BedrockPS
Import-Module '$manifest'
`$null = [System.Reflection.Assembly]::Load('BedrockPS.Engine')
& { $listLoaded } '$folder'
(Get-Module BedrockPS).Name
"@
        $loaded | Should -Be 'BedrockPS in Default', 'BedrockPS.Engine in BedrockPS', 'BedrockPS'
    }

    It 'makes one context for many runspaces' {
        $loaded = Invoke-FreshProcess @"
Remove-Module BedrockPS -ErrorAction Ignore
`$pool = [runspacefactory]::CreateRunspacePool([initialsessionstate]::CreateDefault2())
`$null = `$pool.SetMaxRunspaces(8)
`$pool.Open()
`$jobs = 1..8 | ForEach-Object {
    `$ps = [powershell]::Create()
    `$ps.RunspacePool = `$pool
    `$null = `$ps.AddScript("Import-Module '$manifest'; [System.Reflection.Assembly]::Load('BedrockPS.Engine').FullName")
    @{ Shell = `$ps; Result = `$ps.BeginInvoke() }
}
`$jobs | ForEach-Object { `$_.Shell.EndInvoke(`$_.Result) } | ForEach-Object { if (`$_ -notmatch '^BedrockPS.Engine') { throw `$_ } }
& { $listLoaded } '$folder'
"@
        $loaded | Should -Be 'BedrockPS in Default', 'BedrockPS.Engine in BedrockPS'
    }
}

Describe 'Removing' {
    It 'stops the local endpoints the session started' {
        $states = Invoke-FreshProcess @"
Import-Module '$manifest'
`$endpoint = Start-BRLocalEndpoint
`$endpoint.IsRunning
Remove-Module BedrockPS
`$endpoint.IsRunning
"@
        $states | Should -Be 'True', 'False'
    }
}
