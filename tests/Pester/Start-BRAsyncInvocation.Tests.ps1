
BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $to = @{ S3Uri = "s3://$($endpoint.Bucket)/made/" }
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Start-BRAsyncInvocation' {
    It 'takes a hashtable, JSON and a file for the body' {
        $path = [System.IO.Path]::Combine($TestDrive, 'body.json')
        [System.IO.File]::WriteAllText($path, '{"prompt":"A cat."}')
        $bodies = @{ prompt = 'A cat.' }, '{"prompt":"A cat."}', [System.IO.FileInfo]::new($path)
        ($bodies | Start-BRAsyncInvocation ray-v2 @to).Count | Should -Be 3
    }

    It 'refuses a body that is no JSON' {
        { 'A cat.' | Start-BRAsyncInvocation ray-v2 @to -ErrorAction Stop } |
            Should -Throw -ErrorId 'BodyInvalid,BedrockPS.Cmdlets.StartBRAsyncInvocationCommand'
    }

    It 'passes on what the model refuses' {
        { @{ prompt = '' } | Start-BRAsyncInvocation ray-v2 @to -ErrorAction Stop } |
            Should -Throw -ErrorId 'Validation,BedrockPS.Cmdlets.StartBRAsyncInvocationCommand'
    }

    It 'starts one invocation for one token' {
        $one, $two = 1, 2 | ForEach-Object { @{ prompt = 'A cat.' } | Start-BRAsyncInvocation ray-v2 @to -ClientToken ('a' * 33) }
        $one.InvocationArn | Should -Be $two.InvocationArn
    }
}
