BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $folder = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'bedrockps-test-' + [guid]::NewGuid())
    $null = [System.IO.Directory]::CreateDirectory($folder)
    $file = [System.IO.Path]::Combine($folder, 'answers.jsonl')
    [System.IO.File]::WriteAllLines($file, [string[]] @(
        '{"recordId":"B","modelInput":{"q":2},"modelOutput":{"output":{"message":{"role":"assistant","content":[{"text":"two"}]}},"stopReason":"end_turn"}}'
        '{"recordId":"A","modelInput":{"q":1},"error":{"errorCode":400,"errorMessage":"bad request"}}'
    ))
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
    [System.IO.Directory]::Delete($folder, $true)
}

Describe 'Receive-BRBatch' {
    It 'reads answers, and tells of records that failed' {
        $answer = Receive-BRBatch -Path $file -Model nova-lite -ErrorAction SilentlyContinue -ErrorVariable problem
        $answer.Text | Should -Be 'two'
        $answer.RecordId | Should -Be 'B'
        $answer.InputObject.q | Should -Be 2
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'BatchRecordFailed,*'
        $problem[0].TargetObject.q | Should -Be 1
    }

    It 'gives the lines with -Raw' {
        @(Receive-BRBatch -Path $file -Model nova-lite -Raw) | Should -HaveCount 2
    }

    It 'does not find what is not there' {
        { Receive-BRBatch no-such-batch -ErrorAction Stop } | Should -Throw
    }
}
