BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Search-BRKnowledgeBase' {
    It 'writes a passage with text, score, source and attributes' {
        $passage = Search-BRKnowledgeBase LOCALKB001 'What is an inference profile?' -Top 1
        $passage | Should -BeOfType BedrockPS.Passage
        "$passage" | Should -Be $passage.Text
        $passage.Score | Should -BeGreaterThan 0.3
        $passage.Source | Should -Be 's3://local-knowledge/inference-profiles.txt'
        $passage.Metadata.Year | Should -Be 2025
    }

    It 'takes a filter as <Form>' -ForEach @(
        @{ Form = 'text'; Filter = "year -ge 2024 -and topic -in 'batch','models'" }
        @{ Form = 'hashtable'; Filter = @{ year = @{ ge = 2024 }; topic = 'batch', 'models' } }
        @{ Form = 'script block'; Filter = { year -ge 2024 -and -not (topic -notin 'batch', 'models') } }
        @{ Form = 'structure'; Filter = @{ andAll = @(@{ equals = @{ key = 'topic'; value = 'batch' } }, @{ greaterThan = @{ key = 'year'; value = 2023 } }) } }
    ) {
        (Search-BRKnowledgeBase LOCALKB001 x -Filter $Filter).Metadata.topic | Should -Be 'batch'
    }

    It 'says where a filter is wrong' {
        { Search-BRKnowledgeBase LOCALKB001 x -Filter 'year -gte 2024' } | Should -Throw -ExpectedMessage '*character 6*-gte*'
    }

    It 'goes on after a question that is empty' {
        ('batch', '', 'guardrail' | Search-BRKnowledgeBase LOCALKB001 -Top 1 -ErrorAction SilentlyContinue -ErrorVariable problem).InputObject | Should -Be 'batch', 'guardrail'
        $problem | Should -HaveCount 1
    }
}
