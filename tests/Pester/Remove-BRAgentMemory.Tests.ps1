BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Remove-BRAgentMemory' {
    BeforeEach {
        $null = 'tea', 'cake' | Invoke-BRAgent LOCALAGENT -MemoryId ada -EndSession
    }

    It 'forgets a session, and then the rest' {
        Get-BRAgentMemory LOCALAGENT ada | Where-Object SummaryText -Match cake | Remove-BRAgentMemory -Force
        (Get-BRAgentMemory LOCALAGENT ada).SummaryText | Should -Match 'tea'
        Remove-BRAgentMemory LOCALAGENT ada -Force
        Get-BRAgentMemory LOCALAGENT ada | Should -BeNullOrEmpty
    }

    It 'forgets nothing with -WhatIf, and wants the memory of a session' {
        Remove-BRAgentMemory LOCALAGENT -WhatIf
        Get-BRAgentMemory LOCALAGENT ada | Should -Not -BeNullOrEmpty
        { Remove-BRAgentMemory LOCALAGENT -SessionId abc -Force -ErrorAction Stop } |
            Should -Throw -ErrorId 'ParameterInvalid,BedrockPS.Cmdlets.RemoveBRAgentMemoryCommand'
    }
}
