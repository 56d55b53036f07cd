BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $place = @{
        Model   = 'nova-lite'
        S3Uri   = 's3://local-bucket/pester/'
        RoleArn = 'arn:aws:iam::123456789012:role/Batch'
    }
    $journal = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'bedrockps-test-' + [guid]::NewGuid())
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
    if ([System.IO.Directory]::Exists($journal)) { [System.IO.Directory]::Delete($journal, $true) }
}

Describe 'Start-BRBatch' {
    It 'starts one job for all inputs, and none twice' {
        $first = 1..120 | ForEach-Object { "Ticket $_" } | Start-BRBatch 'Which team?' @place -Name pester -JournalPath $journal
        $first.PSTypeNames | Should -Contain 'BedrockPS.Batch'
        $first.JobName | Should -Be 'pester'
        $again = 1..120 | ForEach-Object { "Ticket $_" } | Start-BRBatch 'Which team?' @place -JournalPath $journal
        $again.JobArn | Should -Be $first.JobArn
        (Start-BRBatch -Resume $journal).JobArn | Should -Be $first.JobArn
        @(Get-BRBatch pester*) | Should -HaveCount 1
    }

    It 'asks from here with -Local' {
        $answers = 'one', 'two', 'three' | Start-BRBatch 'Which team?' @place -Local
        $answers.InputObject | Should -Be 'one', 'two', 'three'
    }

    It 'starts nothing with -WhatIf' {
        1..3 | ForEach-Object { "$_" } | Start-BRBatch @place -Name rehearsed -WhatIf
        @(Get-BRBatch rehearsed*) | Should -HaveCount 0
    }

    It 'says that a bucket is missing' {
        { 'a' | Start-BRBatch -Model nova-lite -RoleArn $place.RoleArn -S3Uri s3://missing-bucket/ -ErrorAction Stop } | Should -Throw -ErrorId 'NoSuchBucket,*'
    }
}
