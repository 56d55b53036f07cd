BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    Set-BRDefault -Model amazon.nova-lite-v1:0
    $claude = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
    Clear-BRDefault
}

Describe 'Attachments' {
    BeforeAll {
        [System.IO.File]::WriteAllText("$TestDrive/a.md", '# A')
        [System.IO.File]::WriteAllText("$TestDrive/b [1].md", '# B')
    }

    It 'take wildcards, names with brackets and files' {
        $null = Invoke-BRModel 'Which?' -Document "$TestDrive/a*", "$TestDrive/b [1].md", ([System.IO.FileInfo] "$TestDrive/a.md")
        $body = $endpoint.GetRequest()[-1].Body
        $body | Should -Match '"name":"a"'
        $body | Should -Match '"name":"b \[1\]"'
        $body | Should -Match '"name":"a 2"'
    }

    It 'of the wrong kind end the pipeline' {
        { 'x', 'y' | Invoke-BRModel -Image "$TestDrive/a.md" } |
            Should -Throw -ErrorId 'FileUnsupported,BedrockPS.Cmdlets.InvokeBRModelCommand'
    }

    It 'keep bytes together' {
        $null = Invoke-BRModel 'Which?' -Image ([byte[]] (0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10))
        $endpoint.GetRequest()[-1].Body | Should -Match '"format":"png"'
    }
}

Describe 'Reasoning' {
    It 'is on the response' {
        $answer = Invoke-BRModel 'Why?' -Model $claude -Effort low
        $answer.Reasoning | Should -Not -BeNullOrEmpty
        $answer.Text | Should -Not -BeNullOrEmpty
    }

    It 'is refused for a model without it' {
        Invoke-BRModel 'Why?' -Effort low -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -Be 'ParameterInvalid,BedrockPS.Cmdlets.InvokeBRModelCommand'
    }
}

Describe 'A guardrail' {
    It 'is never silent' {
        $guardrail = Invoke-BRApi bedrock CreateGuardrail @{
            name = 'g'; blockedInputMessaging = 'No.'; blockedOutputsMessaging = 'No.'
            wordPolicyConfig = @{ wordsConfig = @(@{ text = 'stocks' }) }
        }
        $answer = Invoke-BRModel 'Which stocks?' -Guardrail $guardrail.guardrailId -GuardrailTrace enabled -WarningVariable said -WarningAction SilentlyContinue
        $answer.Guardrail.Intervened | Should -BeTrue
        $answer.Guardrail.Finding[0].Policy | Should -Be 'Word'
        $said | Should -HaveCount 1
    }
}

Describe 'A prompt cache' {
    It 'is read by the second turn' {
        $chat = Start-BRChat -CachePrompt History
        $null = Send-BRMessage ('word ' * 1500) -Chat $chat
        (Send-BRMessage 'next' -Chat $chat).Usage.CacheReadInputTokens | Should -BeGreaterThan 0
    }
}
