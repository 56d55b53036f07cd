BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $tickets = @(
        [pscustomobject]@{ Id = 1; Title = 'Disk full on host a' }
        [pscustomobject]@{ Id = 2; Title = 'Printer jam in room 7' }
        [pscustomobject]@{ Id = 3; Title = 'The disk of host a is full' })
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Invoke-BRRerank' {
    It 'writes the same objects, best first, with a score' {
        $ranked = $tickets | Invoke-BRRerank 'printer jam' Title
        $ranked | Should -HaveCount 3
        $ranked[0].Id | Should -Be 2
        $ranked[0].RerankScore | Should -BeGreaterThan $ranked[1].RerankScore
    }

    It 'keeps strings strings' {
        $best = 'it rains', 'cats sleep' | Invoke-BRRerank cats -Top 1
        $best | Should -BeOfType string
        $best.Length | Should -Be 10
        $best.RerankScore | Should -BeGreaterThan 0
    }

    It 'goes on after an empty text' {
        'a', '', 'b' | Invoke-BRRerank a -ErrorAction SilentlyContinue -ErrorVariable problem | Should -HaveCount 2
        $problem | Should -HaveCount 1
    }

    It 'asks the model itself with -Native' {
        $tickets | Invoke-BRRerank 'printer jam' { $_.Title } -Native -Model amazon.rerank-v1:0 -Top 1 | ForEach-Object Id | Should -Be 2
    }
}
