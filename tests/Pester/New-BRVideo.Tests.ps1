
BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $to = @{ S3Uri = "s3://$($endpoint.Bucket)/made/" }
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'New-BRVideo' {
    It 'writes the invocation of each prompt' {
        $started = 'A boat.', 'A train.' | New-BRVideo -Model ray-v2 @to
        $started.Count | Should -Be 2
        $started[0].PSTypeNames | Should -Contain 'BedrockPS.AsyncInvocation'
        $started[0].Status | Should -Be 'InProgress'
    }

    It 'waits and saves the video' {
        $path = [System.IO.Path]::Combine($TestDrive, 'boat.mp4')
        $saved = New-BRVideo 'A boat.' nova-reel-v1:1 @to -OutFile $path
        $saved | Should -BeOfType BedrockPS.AsyncOutput
        $saved.Length | Should -Be ([System.IO.FileInfo]::new($path).Length)
        "$saved" | Should -Be $path
    }

    It 'refuses what a model cannot do' {
        { New-BRVideo 'A boat.' ray-v2 @to -Seed 1 -ErrorAction Stop } |
            Should -Throw -ErrorId 'ParameterInvalid,BedrockPS.Cmdlets.NewBRVideoCommand'
    }

    It 'starts nothing with -WhatIf' {
        $endpoint.ClearRequest()
        New-BRVideo 'A boat.' ray-v2 @to -WhatIf
        @($endpoint.GetRequest() | Where-Object Operation -eq 'StartAsyncInvoke').Count | Should -Be 0
    }

    It 'completes video models alone' {
        $line = 'New-BRVideo x -Model '
        $matches = (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
        $matches | Should -Contain 'luma.ray-v2:0'
        $matches | Should -Not -Contain 'amazon.nova-lite-v1:0'
    }
}
