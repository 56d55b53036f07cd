
BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $to = @{ S3Uri = "s3://$($endpoint.Bucket)/made/" }
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Receive-BRAsyncInvocation' {
    It 'saves every file in a folder of the invocation' {
        $video = New-BRVideo -Shot 'One.', 'Two.' -Model nova-reel-v1:1 @to -Wait
        $files = $video | Receive-BRAsyncInvocation -OutDirectory $TestDrive
        foreach ($kind in 'Manifest', 'Shot', 'Status', 'Video') { $files.Kind | Should -Contain $kind }
        $files.Count | Should -Be 5
        $id = $video.InvocationArn.Split('/')[1]
        $files[0].Path | Should -BeLike ([System.IO.Path]::Combine($TestDrive, $id, '*'))
    }

    It 'gives embeddings as objects' {
        $body = @{ inputType = 'audio'; mediaSource = @{ base64String = 'AAAA' } }
        $parts = $body | Start-BRAsyncInvocation marengo-embed-2-7 @to | Receive-BRAsyncInvocation -Wait
        $parts[0] | Should -BeOfType BedrockPS.Embedding
        $parts[1].InputObject | Should -BeOfType BedrockPS.MediaSegment
        $parts[1].InputObject.Start | Should -Be ([TimeSpan]::FromSeconds(6))
    }

    It 'says why there is nothing' {
        $failed = New-BRVideo 'A boat.' ray-v2 -S3Uri s3://missing-bucket/videos/
        { $failed | Receive-BRAsyncInvocation -Wait -ErrorAction Stop } |
            Should -Throw -ErrorId 'JobFailed,BedrockPS.Cmdlets.ReceiveBRAsyncInvocationCommand'
    }
}
