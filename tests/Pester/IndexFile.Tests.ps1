BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $vectors = @(
        [BedrockPS.Embedding]::new((1, 0), 'a.model', 'float', 'east')
        [BedrockPS.Embedding]::new((0, 1), 'a.model', 'float', 'north')
    )
    $index = "$TestDrive/places.index"
    $vectors | Add-BRIndex $index
}

Describe 'New-BRIndex' {
    It 'makes an empty index offline' {
        (New-BRIndex "$TestDrive/new.index" cohere.embed-english-v3 -Dimension 1024).Count | Should -Be 0
    }

    It 'replaces none unless told' {
        { New-BRIndex "$TestDrive/new.index" cohere.embed-english-v3 -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,BedrockPS.Cmdlets.NewBRIndexCommand'
    }
}

Describe 'Get-BRIndex' {
    It 'shows what an index is of' {
        $facts = Get-BRIndex "$TestDrive/pl*.index"
        $facts.Count, $facts.Dimension, $facts.Model | Should -Be 2, 2, 'a.model'
    }
}

Describe 'Remove-BRIndexEntry' {
    It 'takes what a search found' {
        Search-BRIndex $index (1, 0.1) -Top 1 | Remove-BRIndexEntry
        (Search-BRIndex $index (1, 0.1)).Text | Should -Be north
    }

    It 'does nothing with -WhatIf' {
        Search-BRIndex $index (0, 1) | Remove-BRIndexEntry -WhatIf
        (Get-BRIndex $index).Count | Should -Be 1
    }
}

Describe 'Optimize-BRIndex' {
    It 'leaves what counts' {
        $facts = Optimize-BRIndex $index -PassThru
        $facts.Count, $facts.Superseded | Should -Be 1, 0
    }
}

Describe 'Test-BRIndex' {
    It 'finds an index sound' {
        (Test-BRIndex $index).IsSound | Should -BeTrue
    }

    It 'repairs a damaged one' {
        $bytes = [System.IO.File]::ReadAllBytes($index)
        $bytes[4230] = $bytes[4230] -bxor 1
        $bytes[$bytes.Length - 150] = $bytes[$bytes.Length - 150] -bxor 1
        [System.IO.File]::WriteAllBytes($index, $bytes)
        $report = Test-BRIndex $index -Repair
        $report.Repaired, $report.IsSound | Should -Be $true, $true
        $report.Damage | Should -Not -BeNullOrEmpty
    }
}
