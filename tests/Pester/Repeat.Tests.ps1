BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    Set-BRDefault -Model amazon.nova-lite-v1:0
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
    Clear-BRDefault
}

Describe 'Kept answers' {
    It 'come from the cache while they are young enough' {
        (Invoke-BRModel hi -CacheFor 1h -CachePath "$TestDrive/cache").FromCache | Should -BeFalse
        (Invoke-BRModel hi -CacheFor 1h -CachePath "$TestDrive/cache").FromCache | Should -BeTrue
        [System.Threading.Thread]::Sleep(20)
        (Invoke-BRModel hi -CacheFor ([timespan]::FromMilliseconds(10)) -CachePath "$TestDrive/cache").FromCache | Should -BeFalse
    }

    It 'come from a checkpoint, in the order of the inputs' {
        $null = 'one', 'two' | Invoke-BRModel -Checkpoint "$TestDrive/run.jsonl"
        $output = 'three', 'two', 'one' | Invoke-BRModel -Checkpoint "$TestDrive/run.jsonl"
        $output.FromCache | Should -Be $false, $true, $true
        $output.InputObject | Should -Be 'three', 'two', 'one'
    }

    It 'are replayed, and nothing else is' {
        $null = Invoke-BRModel hi -Record "$TestDrive/rec"
        (Invoke-BRModel hi -Replay "$TestDrive/rec" -EndpointUrl http://127.0.0.1:1).FromCache | Should -BeTrue
        { Invoke-BRModel ho -Replay "$TestDrive/rec" -ErrorAction Stop } | Should -Throw -ErrorId 'ReplayMissing,BedrockPS.Cmdlets.InvokeBRModelCommand'
    }

    It 'can be set for a whole script' {
        $PSDefaultParameterValues['Invoke-BRModel:CacheFor'] = '1h'
        $PSDefaultParameterValues['*-BR*:CachePath'] = "$TestDrive/default"
        try {
            $null = Invoke-BRModel hi
            (Invoke-BRModel hi).FromCache | Should -BeTrue
            (Clear-BRCache -PassThru).RemovedCount | Should -Be 1
        }
        finally {
            $PSDefaultParameterValues.Clear()
        }
    }
}

Describe 'Redaction' {
    It 'keeps a secret off the wire and in the answer' {
        $answer = Invoke-BRModel 'Explain Server=db;Password=S3cret!pw;' -Redact
        $answer.Text | Should -Match 'S3cret!pw'
        $answer.RedactionCount | Should -Be 1
        $body = (Get-BRLocalEndpoint -Request)[-1].Body
        $body | Should -Match 'REDACTED_PASSWORD_1'
        $body.Contains('S3cret') | Should -BeFalse
    }
}
