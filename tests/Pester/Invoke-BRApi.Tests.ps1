BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint

    function Get-Completion([string] $Line) {
        [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches.CompletionText
    }
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Invoke-BRApi' {
    It 'calls an operation with a hashtable' {
        $answer = Invoke-BRApi bedrock GetFoundationModel @{ modelIdentifier = 'amazon.nova-lite-v1:0' }
        $answer.ModelDetails.ModelId | Should -Be 'amazon.nova-lite-v1:0'
    }

    It 'writes the items of a list one by one' {
        Invoke-BRApi bedrock ListFoundationModels | Should -Not -BeNullOrEmpty
    }

    It 'takes parameters from the pipeline' {
        $answers = @{ modelIdentifier = 'amazon.nova-lite-v1:0' }, @{ modelIdentifier = 'amazon.nova-micro-v1:0' } | Invoke-BRApi bedrock GetFoundationModel
        $answers.ModelDetails.ModelId | Should -Be 'amazon.nova-lite-v1:0', 'amazon.nova-micro-v1:0'
    }

    It 'streams events' {
        $events = Invoke-BRApi bedrock-runtime ConverseStream @{
            modelId  = 'amazon.nova-lite-v1:0'
            messages = @(@{ role = 'user'; content = @(@{ text = 'Name a river.' }) })
        }
        $events.Count | Should -BeGreaterThan 3
    }

    It 'names a wrong member and the nearest right one' {
        { Invoke-BRApi bedrock GetFoundationModel @{ modelIdentifer = 'x' } -ErrorAction Stop } |
            Should -Throw -ErrorId 'ParameterInvalid,BedrockPS.Cmdlets.InvokeBRApiCommand' -ExpectedMessage "*modelIdentifer*modelIdentifier*"
    }

    It 'changes nothing with -WhatIf' {
        $before = @(Get-BRLocalEndpoint -Request).Count
        Invoke-BRApi bedrock DeleteGuardrail @{ guardrailIdentifier = 'abcdefghij' } -WhatIf
        @(Get-BRLocalEndpoint -Request) | Should -HaveCount $before
    }
}

Describe 'Get-BRApi' {
    It 'knows every operation of the four services' {
        Get-BRApi | Should -HaveCount 227
        Get-BRApi bedrock List* | ForEach-Object { $_.Operation | Should -Match '^List' }
    }

    It 'completes services and operations' {
        Get-Completion 'Invoke-BRApi bedrock-r' | Should -Contain 'bedrock-runtime'
        Get-Completion 'Invoke-BRApi bedrock-runtime Conv' | Should -Be 'Converse', 'ConverseStream'
    }
}
