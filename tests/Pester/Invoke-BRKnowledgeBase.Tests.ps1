BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    Set-BRDefault -Model amazon.nova-lite-v1:0
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
    Clear-BRDefault
}

Describe 'Invoke-BRKnowledgeBase' {
    It 'answers with citations whose spans are those of the text' {
        $answer = Invoke-BRKnowledgeBase LOCALKB001 'What is a guardrail?'
        $answer | Should -BeOfType BedrockPS.KnowledgeAnswer
        $answer.Citations | Should -HaveCount 1
        $answer.Citations[0] | ForEach-Object { $answer.Text.Substring($_.Start, $_.End - $_.Start) } | Should -Be $answer.Citations[0].Text
        "$($answer.Citations)" | Should -Be 's3://local-knowledge/guardrails.txt'
    }

    It 'goes on with a conversation' {
        $first = Invoke-BRKnowledgeBase LOCALKB001 'My name is Ada.'
        ($first | Invoke-BRKnowledgeBase -Query 'Who am I?').Text | Should -Match 'My name is Ada'
    }

    It 'streams pieces, and ends with the whole' {
        $pieces = Invoke-BRKnowledgeBase LOCALKB001 'What is a guardrail?' -Stream
        $pieces[0].Kind | Should -Be 'Text'
        -join $pieces.Text | Should -Be $pieces[-1].Response.Text
    }

    It 'refuses what does not fit: <Why>' -ForEach @(
        @{ Why = 'no such base'; Id = 'NOSUCHBASE'; More = @{}; Code = 'ResourceNotFound' }
        @{ Why = 'an old session'; Id = 'LOCALKB001'; More = @{ SessionId = 'gone' }; Code = 'Validation' }
    ) {
        Invoke-BRKnowledgeBase $Id x @More -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike "$Code,*"
    }
}
