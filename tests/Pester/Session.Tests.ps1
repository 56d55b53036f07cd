BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Sessions' {
    It 'keep steps of texts and images' {
        $session = New-BRSession @{ user = 'ada' }
        $turn = $session | New-BRSessionInvocation
        $steps = 'said', 'done' | Add-BRSessionStep $session.SessionId $turn.InvocationId
        $steps.Text | Should -Be 'said', 'done'
        $image = $turn | Add-BRSessionStep -Image s3://bucket/cat.png
        $image.Payload.ContentBlocks[0].Image.Source.S3Location.Uri | Should -Be 's3://bucket/cat.png'
        (Get-BRSessionStep $session.SessionId | Get-BRSessionStep).Text | Should -Be 'said', 'done', $null
    }

    It 'are changed, ended and removed' {
        $session = New-BRSession
        ($session | Set-BRSession -Metadata @{ user = 'bo' } -PassThru).SessionMetadata.user | Should -Be 'bo'
        $session | Remove-BRSession -Force -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].ErrorDetails.RecommendedAction | Should -Match 'Stop-BRSession'
        $session | Stop-BRSession
        ($session | Get-BRSession).SessionStatus | Should -Be 'ENDED'
        $session | Remove-BRSession -Force
        Get-BRSession "$($session.SessionId)*" | Should -BeNullOrEmpty
    }
}

Describe 'Optimize-BRPrompt' {
    It 'makes texts and managed prompts better' {
        $better = 'Sum up {{text}}.' | Optimize-BRPrompt -Model nova-lite
        $better | Should -BeOfType BedrockPS.PromptOptimization
        "$better" | Should -Match 'Sum up {{text}}'
        $better.Analysis | Should -Match 'text'
        $null = New-BRPrompt brief -Text 'Write to {{name}}.' -Model amazon.nova-micro-v1:0
        (Get-BRPrompt brief | Optimize-BRPrompt).Model | Should -Be 'amazon.nova-micro-v1:0'
    }
}
