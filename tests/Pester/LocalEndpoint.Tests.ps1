BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
}

Describe 'Start-BRLocalEndpoint' {
    AfterEach {
        Stop-BRLocalEndpoint
        Clear-BRDefault
    }

    It 'points the session at itself until it is stopped' {
        Set-BRDefault -Region eu-west-1
        $endpoint = Start-BRLocalEndpoint
        (Get-BRDefault).EndpointUrl | Should -Be $endpoint.Url
        Get-BRModel | Should -Not -BeNullOrEmpty
        Stop-BRLocalEndpoint
        (Get-BRDefault).EndpointUrl | Should -BeNullOrEmpty
        (Get-BRDefault).Region | Should -Be 'eu-west-1'
        $endpoint.IsRunning | Should -BeFalse
    }

    It 'leaves the session alone with -NoDefault' {
        $endpoint = Start-BRLocalEndpoint -NoDefault
        (Get-BRDefault).EndpointUrl | Should -BeNullOrEmpty
        Get-BRModel amazon.nova-lite-v1:0 -EndpointUrl $endpoint.Url -Region us-east-1 -AccessKey $endpoint.AccessKey -SecretKey $endpoint.SecretKey |
            Should -HaveCount 1
    }

    It 'lets several run side by side' {
        $one = Start-BRLocalEndpoint
        $two = Start-BRLocalEndpoint
        $one.Port | Should -Not -Be $two.Port
        Get-BRLocalEndpoint | Should -HaveCount 2
        $one | Stop-BRLocalEndpoint
        (Get-BRDefault).EndpointUrl | Should -Be $two.Url
        $two | Stop-BRLocalEndpoint
        (Get-BRDefault).EndpointUrl | Should -BeNullOrEmpty
    }

    It 'keeps to keys it was given and refuses others' {
        $endpoint = Start-BRLocalEndpoint -AccessKey AKIDEXAMPLE -SecretKey example-secret
        $endpoint.AccessKey | Should -Be 'AKIDEXAMPLE'
        Get-BRModel amazon.nova-lite-v1:0 | Should -HaveCount 1
        Get-BRModel amazon.nova-lite-v1:0 -AccessKey AKIDEXAMPLE -SecretKey other -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
    }

    It 'tells other clients where it is' {
        $endpoint = Start-BRLocalEndpoint
        $endpoint.Environment['AWS_ENDPOINT_URL_BEDROCK_RUNTIME'] | Should -Be $endpoint.Url
        $endpoint.Environment['AWS_ACCESS_KEY_ID'] | Should -Be $endpoint.AccessKey
    }

    It 'logs what it was asked, without secrets' {
        $endpoint = Start-BRLocalEndpoint
        $null = Invoke-BRModel hi amazon.nova-lite-v1:0
        $request = @(Get-BRLocalEndpoint -Request)[-1]
        $request.Operation | Should -Be 'Converse'
        $request.StatusCode | Should -Be 200
        $request.PSObject.Properties | ForEach-Object { "$($_.Value)" } | Should -Not -Match ([regex]::Escape($endpoint.SecretKey))
    }

    It 'plays the faults it is told to' {
        $endpoint = Start-BRLocalEndpoint -Fault 'Converse@throttle:1'
        $null = Invoke-BRModel hi amazon.nova-lite-v1:0 -Verbose 4>&1 -OutVariable lines
        ($lines | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and "$_" -match 'attempt 2 of 3' }) | Should -Not -BeNullOrEmpty
    }

    It 'refuses a fault it does not know' {
        { Start-BRLocalEndpoint -Fault nonsense -ErrorAction Stop } | Should -Throw
        Get-BRLocalEndpoint | Should -BeNullOrEmpty
    }

    It 'starts nothing with -WhatIf' {
        Start-BRLocalEndpoint -WhatIf
        Get-BRLocalEndpoint | Should -BeNullOrEmpty
    }
}
