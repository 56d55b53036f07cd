BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $titan = @{ Model = 'amazon.titan-embed-text-v2:0'; NoCache = $true }
    $tickets = @(
        [pscustomobject]@{ Id = 1; Title = 'Disk full on host a' }
        [pscustomobject]@{ Id = 2; Title = 'Printer jam in room 7' }
        [pscustomobject]@{ Id = 3; Title = 'The disk of host a is full' })
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Find-BRSimilar' {
    It 'finds the nearest objects' {
        $found = $tickets | Find-BRSimilar 'a full disk' Title @titan -Top 2
        ($found.Id -join ' ') | Should -BeIn '1 3', '3 1'
        $found[0].Similarity | Should -BeGreaterThan 0.3
    }

    It 'searches embeddings without a model' {
        $entries = 'red', 'green' | Get-BREmbedding -Model $titan.Model
        ($entries | Find-BRSimilar $entries[1] -Top 1).InputObject | Should -Be 'green'
    }

    It 'keeps embeddings on disk' {
        $kept = @{ Model = $titan.Model; CachePath = "$TestDrive/cache" }
        $null = 'a', 'b' | Find-BRSimilar c @kept
        (Clear-BRCache -CachePath $kept.CachePath -PassThru).RemovedCount | Should -Be 3
    }
}
