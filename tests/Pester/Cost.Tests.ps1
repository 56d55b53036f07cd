BeforeAll {
    $env:BEDROCKPS_PRICE_FILE = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), "bedrockps-$([guid]::NewGuid())", 'prices.json')
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $model = 'amazon.nova-lite-v1:0'
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
    $folder = [System.IO.Path]::GetDirectoryName($env:BEDROCKPS_PRICE_FILE)
    if ([System.IO.Directory]::Exists($folder)) { [System.IO.Directory]::Delete($folder, $true) }
    $env:BEDROCKPS_PRICE_FILE = $null
}

Describe 'Prices' {
    It 'come from a CSV file, line by line' {
        $path = [System.IO.Path]::Combine($TestDrive, 'prices.csv')
        [System.IO.File]::WriteAllLines($path, @('Model,Region,InputPerMillion,OutputPerMillion', "$model,,1000,4000", 'broken,,much,1'))
        Import-BRPrice $path -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -Be 'PriceInvalid,BedrockPS.Cmdlets.ImportBRPriceCommand'
        $problem[0].Exception.Message | Should -Match '^Line 3: '
        (Get-BRPrice).Model | Should -Be $model
        (Get-BRPrice nova-micro) | Should -BeNullOrEmpty
    }

    It 'are kept in the file that BEDROCKPS_PRICE_FILE names' {
        [System.IO.File]::Exists($env:BEDROCKPS_PRICE_FILE) | Should -BeTrue
    }

    It 'are piped objects too, and print as their model' {
        $row = @{ Model = 'a.b'; InputPerMillion = 0.5 } | Import-BRPrice -Scope Session -PassThru
        "$row" | Should -Be 'a.b'
        $row.OutputPerMillion | Should -BeNullOrEmpty
        (Get-BRPrice a.b).InputPerMillion | Should -Be 0.5
    }
}

Describe 'Cost' {
    BeforeEach { Clear-BRUsage }
    AfterEach { Clear-BRDefault MaxCost }

    It 'is on the answer and in the sums' {
        $answer = Invoke-BRModel 'Name a river.' -Model $model
        $answer.Cost | Should -Be (($answer.Usage.InputTokens * 1000 + $answer.Usage.OutputTokens * 4000) / 1000000)
        (Get-BRUsage -Total).Cost | Should -Be $answer.Cost
        (Get-BRUsage).Model | Should -Be $model
    }

    It 'is nothing where there is no price' {
        (Invoke-BRModel 'Name a river.' -Model amazon.nova-micro-v1:0).Cost | Should -BeNullOrEmpty
        (Get-BRUsage).UnpricedCalls | Should -Be 1
    }

    It 'is told beforehand, and nothing is sent' {
        $estimate = 'one', 'two' | Invoke-BRModel 'Translate.' -Model $model -MaxTokens 100 -EstimateOnly
        $estimate.Count | Should -Be 2
        $estimate[1].InputObject | Should -Be 'two'
        $estimate[0].MaxCost | Should -BeGreaterThan $estimate[0].MinCost
        Get-BRUsage | Should -BeNullOrEmpty
    }

    It 'stops one command with a single error before it is too much' {
        $failure = $null
        $answers = [System.Collections.Generic.List[object]]::new()
        try { 1..50 | ForEach-Object { "Say $_" } | Invoke-BRModel -Model $model -MaxTokens 100 -MaxCost 2 | ForEach-Object { $answers.Add($_) } }
        catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -Be 'BudgetExceeded,BedrockPS.Cmdlets.InvokeBRModelCommand'
        $failure.CategoryInfo.Category | Should -Be 'QuotaExceeded'
        $failure.TargetObject | Should -Be "Say $($answers.Count + 1)"
        (Get-BRUsage -Total).Calls | Should -Be $answers.Count
        (Get-BRUsage -Total).Cost | Should -BeLessOrEqual 2
    }

    It 'stops the session' {
        Set-BRDefault -MaxCost 0.5
        { Invoke-BRModel 'hi' -Model $model -MaxTokens 1000 } | Should -Throw -ErrorId 'BudgetExceeded,BedrockPS.Cmdlets.InvokeBRModelCommand'
        { Invoke-BRModel 'hi' -Model $model } | Should -Throw -ErrorId 'MaxTokensNeeded,BedrockPS.Cmdlets.InvokeBRModelCommand'
    }
}

Describe 'Measure-BRToken' {
    It 'counts with the model where it can' {
        $count = 'Name a river.' | Measure-BRToken -Model us.anthropic.claude-haiku-4-5-20251001-v1:0
        $count.IsEstimate | Should -BeFalse
        $count.Method | Should -Be 'CountTokens'
    }

    It 'says when it estimates' {
        $count = 'Name a river.' | Measure-BRToken -Model $model -Estimate
        $count.IsEstimate | Should -BeTrue
        "$count" | Should -Match '^~\d+$'
    }
}
