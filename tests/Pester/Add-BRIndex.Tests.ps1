BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $at = @{ Model = 'amazon.titan-embed-text-v2:0'; Dimension = 256; NoCache = $true }
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Add-BRIndex' {
    It 'makes the index and says so when asked' {
        $facts = 'one', 'two', 'two' | Add-BRIndex "$TestDrive/a.index" @at -PassThru
        $facts | Should -BeOfType BedrockPS.VectorIndex
        $facts.Count | Should -Be 2
        $facts.Dimension | Should -Be 256
        'three' | Add-BRIndex "$TestDrive/a.index" @at | Should -BeNullOrEmpty
    }

    It 'supersedes by id' {
        'old', 'new' | Add-BRIndex "$TestDrive/b.index" @at -Id { 'same' }
        (Search-BRIndex "$TestDrive/b.index" 'old' -NoCache).Text | Should -Be new
    }

    It 'keeps the order and the ids of many at a time' {
        1..50 | ForEach-Object { "text $_" } | Add-BRIndex "$TestDrive/c.index" @at -ThrottleLimit 8
        (Get-BRIndex "$TestDrive/c.index").Count | Should -Be 50
        (Search-BRIndex "$TestDrive/c.index" 'text 7' -Top 1 -NoCache).Text | Should -Be 'text 7'
    }

    It 'goes on after what cannot be embedded' {
        'a', '', 'b' | Add-BRIndex "$TestDrive/d.index" @at -ErrorAction SilentlyContinue -ErrorVariable problem
        (Get-BRIndex "$TestDrive/d.index").Count | Should -Be 2
        $problem | Should -HaveCount 1
    }
}
