BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $index = "$TestDrive/runbooks.index"
    $runbooks = @(
        [pscustomobject]@{ Name = 'disk'; Title = 'Free space on a full disk'; Team = 'storage' }
        [pscustomobject]@{ Name = 'mail'; Title = 'Restart the mail server'; Team = 'mail' }
        [pscustomobject]@{ Name = 'web'; Title = 'Renew a certificate of the web server'; Team = 'web' }
    )
    $runbooks | Add-BRIndex $index -Model titan-embed-text-v2 -Dimension 256 -Property Title -Id Name -NoCache
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Search-BRIndex' {
    It 'finds the nearest with its object' {
        $match = Search-BRIndex $index 'the disk is full' -Top 1 -NoCache
        $match | Should -BeOfType BedrockPS.IndexMatch
        $match.Id | Should -Be disk
        $match.Object.Team | Should -Be storage
        "$match" | Should -Be 'Free space on a full disk'
    }

    It 'takes each piped query for itself' {
        ('mail', 'certificate' | Search-BRIndex $index -Top 1 -NoCache).Id | Should -Be mail, web
    }

    It 'asks a filter about whole objects' {
        (Search-BRIndex $index 'server' -Filter { $_.Team -ne 'mail' } -NoCache).Id | Should -Not -Contain mail
    }

    It 'says which model the index is of' {
        { Search-BRIndex $index 'x' -Model cohere.embed-english-v3 } | Should -Throw -ExpectedMessage '*amazon.titan-embed-text-v2:0*' -ErrorId 'IndexMismatch,BedrockPS.Cmdlets.SearchBRIndexCommand'
    }

    It 'refuses a file of another kind' {
        [System.IO.File]::WriteAllText("$TestDrive/other.txt", 'text')
        { Search-BRIndex "$TestDrive/other.txt" 'x' } | Should -Throw -ErrorId 'IndexInvalid,BedrockPS.Cmdlets.SearchBRIndexCommand'
    }
}
