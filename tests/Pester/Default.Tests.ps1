BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
}

Describe 'Session defaults' {
    AfterEach { Clear-BRDefault }

    It 'are set, read and cleared' {
        Set-BRDefault -Region eu-west-1 -Model nova-lite -MaxTokens 100
        (Get-BRDefault).Region | Should -Be 'eu-west-1'
        Clear-BRDefault Region
        (Get-BRDefault).Region | Should -BeNullOrEmpty
        (Get-BRDefault).MaxTokens | Should -Be 100
    }

    It 'change nothing with -WhatIf' {
        Set-BRDefault -Region eu-west-1 -WhatIf
        (Get-BRDefault).Region | Should -BeNullOrEmpty
    }

    It 'never print a secret' {
        $key = [System.Net.NetworkCredential]::new('', 'top-secret-key').SecurePassword
        Set-BRDefault -ApiKey $key
        (Get-BRDefault).PSObject.Properties | ForEach-Object { "$($_.Value)" } | Should -Not -Match 'top-secret-key'
    }

    It 'honour the region that AWS Tools for PowerShell stored' {
        $StoredAWSRegion = 'nowhere-1'
        { Get-BRModel -AccessKey a -SecretKey b -MaxAttempt 1 -TimeoutSec 20 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*nowhere-1*'
    }
}
