BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $titan = 'amazon.titan-embed-text-v2:0'
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Get-BREmbedding' {
    It 'turns text into a vector of the dimension asked for' {
        $embedding = Get-BREmbedding 'a cat' -Model $titan -Dimension 256
        $embedding | Should -BeOfType BedrockPS.Embedding
        $embedding.Vector.GetType() | Should -Be ([float[]])
        $embedding.Vector | Should -HaveCount 256
        $embedding.InputObject | Should -Be 'a cat'
        $embedding.TokenCount | Should -BeGreaterThan 0
    }

    It 'keeps the order of <Model>' -ForEach @{ Model = 'amazon.titan-embed-text-v2:0' }, @{ Model = 'cohere.embed-english-v3' } {
        $texts = 1..100 | ForEach-Object { "text number $_" }
        ($texts | Get-BREmbedding -Model $Model).InputObject | Should -Be $texts
    }

    It 'refuses a dimension the model does not have' {
        { Get-BREmbedding x -Model $titan -Dimension 300 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*256*512*1024*'
    }

    It 'goes on after an empty text' {
        ('a', '', 'b' | Get-BREmbedding -Model $titan -ErrorAction SilentlyContinue -ErrorVariable problem).InputObject | Should -Be 'a', 'b'
        $problem | Should -HaveCount 1
    }
}
