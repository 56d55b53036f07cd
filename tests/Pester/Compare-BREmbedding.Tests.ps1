BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $titan = @{ Model = 'amazon.titan-embed-text-v2:0'; NoCache = $true }
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Compare-BREmbedding' {
    It 'compares vectors without a call' {
        $comparison = Compare-BREmbedding -ReferenceObject 3, 0 -DifferenceObject 3, 4
        $comparison | Should -BeOfType BedrockPS.EmbeddingComparison
        $comparison.Cosine | Should -Be 0.6
        $comparison.Dot | Should -Be 9
        $comparison.Euclidean | Should -Be 4
    }

    It 'compares one text with many' {
        ('a cat', 'tax' | Compare-BREmbedding 'a cat' @titan).Cosine[0] | Should -Be 1
    }

    It 'refuses vectors of two lengths' {
        { Compare-BREmbedding 1, 0 1, 0, 0 -ErrorAction Stop } | Should -Throw -ErrorId 'EmbeddingMismatch,BedrockPS.Cmdlets.CompareBREmbeddingCommand'
    }
}
