BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $null = 'one', 'two' | Invoke-BRModel -Model amazon.nova-lite-v1:0 -CacheFor 1h -CachePath "$TestDrive/cache"
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Clear-BRCache' {
    It 'does nothing with -WhatIf' {
        Clear-BRCache -CachePath "$TestDrive/cache" -WhatIf
        (Clear-BRCache -CachePath "$TestDrive/cache" -OlderThan 1h -PassThru).KeptCount | Should -Be 2
    }

    It 'says nothing unless asked' {
        Clear-BRCache -CachePath "$TestDrive/none" | Should -BeNullOrEmpty
    }

    It 'tells what it freed' {
        $result = Clear-BRCache -CachePath "$TestDrive/cache" -PassThru
        $result | Should -BeOfType BedrockPS.CacheCleanup
        $result.RemovedCount | Should -Be 2
        $result.RemovedBytes | Should -BeGreaterThan 100
        $result.KeptBytes | Should -Be 0
    }

    It 'refuses a time without a unit' {
        { Clear-BRCache -OlderThan 60 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,BedrockPS.Cmdlets.ClearBRCacheCommand'
    }
}
