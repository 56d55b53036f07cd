BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $null = 'tea', 'cake' | Invoke-BRAgent LOCALAGENT -MemoryId ada -EndSession
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Get-BRAgentMemory' {
    It 'shows a summary of each session, the latest first' {
        $memory = Get-BRAgentMemory LOCALAGENT ada
        $memory | Should -HaveCount 2
        $memory[0].SummaryText | Should -Match 'cake'
        $memory[0].AgentAliasId | Should -Be 'TSTALIASID'
        $memory[0].PSObject.TypeNames[0] | Should -Be 'BedrockPS.AgentMemory'
    }

    It 'keeps to -First, and knows nothing of others' {
        Get-BRAgentMemory LOCALAGENT ada -First 1 | Should -HaveCount 1
        Get-BRAgentMemory LOCALAGENT eve | Should -BeNullOrEmpty
    }
}
