BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Resolve-BRError' {
    It 'explains the latest error of the module' {
        $endpoint.SetFault('denied:1')
        Invoke-BRModel hi -Model amazon.nova-lite-v1:0 -ErrorAction SilentlyContinue
        Get-Command no-such-command -ErrorAction SilentlyContinue
        $explanation = Resolve-BRError
        $explanation | Should -BeOfType BedrockPS.ErrorExplanation
        $explanation.Code | Should -Be 'AccessDenied'
        $explanation.IamAction | Should -Be 'bedrock:InvokeModel'
        $explanation.NextCommand[0] | Should -Be 'aws sts get-caller-identity'
    }

    It 'explains what catch has' {
        try {
            Invoke-BRModel hi -Model no-such-model -ErrorAction Stop
        }
        catch {
            ($_ | Resolve-BRError).Code | Should -Be 'ModelNotFound'
        }
    }

    It 'refuses the error of another command and goes on' {
        $problem = $null
        Get-Command no-such-command -ErrorAction SilentlyContinue -ErrorVariable problem
        Invoke-BRModel hi -Model no-such-model -ErrorAction SilentlyContinue -ErrorVariable +problem
        $output = $problem | Resolve-BRError -ErrorAction SilentlyContinue -ErrorVariable refused
        $output.Code | Should -Be 'ModelNotFound'
        $refused[0].FullyQualifiedErrorId | Should -Be 'NotBedrockError,BedrockPS.Cmdlets.ResolveBRErrorCommand'
    }
}
