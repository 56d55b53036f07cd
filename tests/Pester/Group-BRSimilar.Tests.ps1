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

Describe 'Group-BRSimilar' {
    It 'groups what means nearly the same' {
        $groups = $tickets | Group-BRSimilar Title @titan -Threshold 0.5
        $groups | Should -HaveCount 2
        $groups[0] | Should -BeOfType BedrockPS.SimilarGroup
        $groups[0].Group.Id | Should -Be 1, 3
        $groups[1].Similarity | Should -Be 1
    }

    It 'leaves out small groups and counts without members' {
        $group = $tickets | Group-BRSimilar Title @titan -Threshold 0.5 -MinimumCount 2 -NoElement
        $group.Count | Should -Be 2
        $group.Group | Should -HaveCount 0
        $group.Name | Should -Be 'Disk full on host a'
    }
}
