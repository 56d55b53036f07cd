BeforeDiscovery {
    $isCore = $PSVersionTable.PSEdition -eq 'Core'
    $hasThreadJobs = $null -ne (Get-Command Start-ThreadJob -ErrorAction Ignore)
}

BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $nova = 'amazon.nova-lite-v1:0'
    $titan = 'amazon.titan-embed-text-v2:0'
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe '-ThrottleLimit' {
    BeforeEach {
        $endpoint.ClearFault()
        $endpoint.ClearRequest()
    }

    It 'keeps the order of prompts' {
        $prompts = 1..100 | ForEach-Object { "prompt $_" }
        ($prompts | Invoke-BRModel -Model $nova -ThrottleLimit 16).InputObject | Should -Be $prompts
    }

    It 'keeps the order of texts' {
        $texts = 1..100 | ForEach-Object { "text $_" }
        ($texts | Get-BREmbedding -Model $titan -ThrottleLimit 16).InputObject | Should -Be $texts
    }

    It 'writes answers as they come with -Unordered' {
        $prompts = 1..50 | ForEach-Object { "prompt $_" }
        $answers = $prompts | Invoke-BRModel -Model $nova -ThrottleLimit 16 -Unordered
        $answers | Should -HaveCount 50
        [System.Collections.Generic.HashSet[string]]::new([string[]]$answers.InputObject).SetEquals([string[]]$prompts) | Should -BeTrue
    }

    It 'goes on after an error' {
        ('a', '', 'b' | Invoke-BRModel -Model $nova -ThrottleLimit 4 -ErrorAction SilentlyContinue -ErrorVariable problem).InputObject |
            Should -Be 'a', 'b'
        $problem | Should -HaveCount 1
    }

    It 'ends at the first error with -ErrorAction Stop' {
        { 'a', '', 'b' | Invoke-BRModel -Model $nova -ThrottleLimit 4 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*empty*'
    }

    It 'sends no more once Select-Object has enough' {
        $first = 1..500 | ForEach-Object { "prompt $_" } | Invoke-BRModel -Model $nova -ThrottleLimit 4 | Select-Object -First 3
        $first.InputObject | Should -Be 'prompt 1', 'prompt 2', 'prompt 3'
        $endpoint.GetRequest().Count | Should -BeLessThan 40
    }

    It 'outlasts throttling' {
        $endpoint.SetFault('throttle:6')
        (1..30 | ForEach-Object { "prompt $_" } | Invoke-BRModel -Model $nova -ThrottleLimit 6 -ErrorAction Stop) | Should -HaveCount 30
    }

    It 'cannot be had together with -Stream' {
        { 'a' | Invoke-BRModel -Model $nova -ThrottleLimit 4 -Stream } | Should -Throw -ErrorId 'StreamParallel,BedrockPS.Cmdlets.InvokeBRModelCommand'
    }
}

Describe '-TokensPerMinute' {
    It 'refuses a request that is larger than the rate' {
        { Invoke-BRModel 'hi' -Model $nova -TokensPerMinute 10 -MaxTokens 500 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*a minute*'
    }

    It 'lets a request through that fits' {
        Invoke-BRModel 'hi' -Model $nova -TokensPerMinute 100000 -RequestsPerMinute 600 -MaxTokens 50 | Should -HaveCount 1
    }
}

Describe 'Sessions side by side' {
    BeforeAll {
        $module = (Get-Module BedrockPS).Path
        $at = @{ EndpointUrl = $endpoint.Url; AccessKey = $endpoint.AccessKey; SecretKey = $endpoint.SecretKey; Region = 'us-east-1' }
    }

    It 'share the module in ForEach-Object -Parallel' -Skip:(-not $isCore) {
        $answers = 1..12 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:module
            $at = $using:at
            Invoke-BRModel "Say $_." -Model $using:nova @at
        }
        $answers | Should -HaveCount 12
        @($answers | Where-Object { $_.StopReason -ne 'end_turn' }) | Should -HaveCount 0
    }

    It 'share the module in thread jobs' -Skip:(-not $hasThreadJobs) {
        $jobs = 1..8 | ForEach-Object {
            Start-ThreadJob -ArgumentList $module, $nova, $at, $_ {
                param($module, $nova, $at, $number)
                Import-Module $module
                Invoke-BRModel "Say $number." -Model $nova @at -Stream | ForEach-Object { if ("$($_.Kind)" -eq 'End') { $_.Response.StopReason } }
            }
        }
        $reasons = $jobs | Wait-Job | Receive-Job
        $jobs | Remove-Job
        $reasons | Should -HaveCount 8
        @($reasons | Where-Object { $_ -ne 'end_turn' }) | Should -HaveCount 0
    }
}
