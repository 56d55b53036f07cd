BeforeDiscovery {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $commands = (Get-Module BedrockPS).ExportedCmdlets.Keys | ForEach-Object { @{ Name = $_ } }
    $topics = [System.IO.Directory]::GetFiles([System.IO.Path]::Combine((Get-Module BedrockPS).ModuleBase, 'en-US'), 'about_*.help.txt') |
        ForEach-Object { @{ Topic = [System.IO.Path]::GetFileName($_).Replace('.help.txt', '') } }
}

BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
}

Describe 'Get-Help <Name>' -ForEach $commands {
    BeforeAll { $help = Get-Help $Name -Full }

    It 'shows the page and not the bare syntax' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis.Trim() | Should -Not -Match "^$Name"
        $help.description.Text | Should -Not -BeNullOrEmpty
    }

    It 'shows examples, outputs and links' {
        @($help.examples.example).Count | Should -BeGreaterThan 1
        $help.examples.example | ForEach-Object { $_.code | Should -Not -BeNullOrEmpty }
        $help.returnValues.returnValue | Should -Not -BeNullOrEmpty
        $help.relatedLinks.navigationLink.linkText | Should -Not -BeNullOrEmpty
    }

    It 'names the page that -Online opens' {
        $help.relatedLinks.navigationLink | Select-Object -First 1 | ForEach-Object uri | Should -BeExactly "$((Get-Module BedrockPS).ProjectUri)#$Name"
    }

    It 'describes each parameter' {
        # What Get-Help -Parameter picks from; asking it once a parameter takes minutes.
        $described = @($help.parameters.parameter | Where-Object { $_.description.Text } | ForEach-Object name)
        (Get-Command $Name).Parameters.Values |
            Where-Object { -not ($_.Attributes | Where-Object { $_.DontShow }) } |
            ForEach-Object Name |
            Where-Object { $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters -and $_ -notin $described } |
            Should -BeNullOrEmpty
    }
}

Describe 'Get-Help <Topic>' -ForEach $topics {
    It 'shows the topic' {
        $text = Get-Help $Topic
        "$text" | Should -Match "^TOPIC\s+$Topic\s"
    }

    It 'shows its synopsis in a list' {
        (Get-Help "$Topic*" | Where-Object { $_.Name -eq $Topic }).Synopsis | Should -Not -BeNullOrEmpty
    }
}
