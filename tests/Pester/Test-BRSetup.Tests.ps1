BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
}

Describe 'Test-BRSetup' {
    It 'needs no configuration and writes no error' {
        $checks = Test-BRSetup -Offline -ProfileName no-such-profile -ErrorVariable problem
        $problem | Should -BeNullOrEmpty
        $checks | Should -HaveCount 11
        ($checks | Where-Object Name -eq Credentials).Status | Should -Be 'Failed'
        ($checks | Where-Object Name -eq Credentials).Fix | Should -Match 'list-profiles'
    }

    It 'knows this PowerShell and keeps its own AWS SDK' {
        $checks = Test-BRSetup -Offline -Region us-east-1 -AccessKey a -SecretKey b
        ($checks | Where-Object Name -eq PowerShell).Detail | Should -Match ([regex]::Escape("$PSEdition $($PSVersionTable.PSVersion)"))
        ($checks | Where-Object Name -eq Engine).Status | Should -Be 'Passed'
        ($checks | Where-Object Name -eq Engine).Detail | Should -Match '^AWSSDK\.Core \d'
    }

    It 'passes on a local endpoint' {
        $endpoint = Start-BRLocalEndpoint
        try {
            Test-BRSetup | Where-Object Status -ne Passed | Should -BeNullOrEmpty
        }
        finally {
            Stop-BRLocalEndpoint $endpoint
        }
    }
}
