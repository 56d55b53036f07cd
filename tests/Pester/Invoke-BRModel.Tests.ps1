BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $nova = 'amazon.nova-lite-v1:0'
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Invoke-BRModel' {
    AfterEach { $endpoint.ClearFault() }

    It 'binds the prompt first and the model second' {
        $answer = Invoke-BRModel 'Name a river.' $nova
        $answer | Should -BeOfType BedrockPS.ModelResponse
        "$answer" | Should -BeExactly $answer.Text
        $answer.Model | Should -Be $nova
    }

    It 'answers each piped string, in order' {
        $answers = 'one', 'two', 'three' | Invoke-BRModel -Model $nova
        $answers.InputObject | Should -Be 'one', 'two', 'three'
    }

    It 'takes piped <Kind> as the material of a prompt' -ForEach @(
        @{ Kind = 'text'; Material = 'a line of text'; Expected = 'a line of text' }
        @{ Kind = 'objects'; Material = [pscustomobject]@{ Name = 'disk' }; Expected = '{\"Name\":\"disk\"}' }
        @{ Kind = 'hashtables'; Material = @{ Free = 12 }; Expected = '{\"Free\":12}' }
    ) {
        $answer = $Material | Invoke-BRModel 'Is that enough?' -Model $nova
        $answer.InputObject | Should -Be $Material
        @(Get-BRLocalEndpoint -Request)[-1].Body | Should -Match ([regex]::Escape($Expected))
    }

    It 'pipes its answers into the next call' {
        $answer = Invoke-BRModel 'Name a river.' $nova | Invoke-BRModel 'Shorten this.' -Model $nova
        $answer.InputObject | Should -BeOfType BedrockPS.ModelResponse
    }

    It 'goes on after an input that fails' {
        $answers = 'a', '', 'b' | Invoke-BRModel -Model $nova -ErrorAction SilentlyContinue -ErrorVariable problem
        $answers.InputObject | Should -Be 'a', 'b'
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -Be 'EmptyInput,BedrockPS.Cmdlets.InvokeBRModelCommand'
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'ends where it is told to' {
        { 'a', '', 'b' | Invoke-BRModel -Model $nova -ErrorAction Stop } | Should -Throw -ErrorId 'EmptyInput,BedrockPS.Cmdlets.InvokeBRModelCommand'
    }

    It 'sends nothing with -WhatIf' {
        $before = @(Get-BRLocalEndpoint -Request).Count
        'a', 'b' | Invoke-BRModel -Model $nova -WhatIf | Should -BeNullOrEmpty
        @(Get-BRLocalEndpoint -Request) | Should -HaveCount $before
    }

    It 'refuses <Parameter> <Value>' -ForEach @(
        @{ Parameter = 'MaxTokens'; Value = 0 }
        @{ Parameter = 'Temperature'; Value = -1 }
        @{ Parameter = 'TopP'; Value = 2 }
    ) {
        $more = @{ $Parameter = $Value }
        { Invoke-BRModel hi -Model $nova @more } | Should -Throw -ErrorId 'ParameterArgumentValidationError,BedrockPS.Cmdlets.InvokeBRModelCommand'
    }
}

Describe 'Invoke-BRModel -Stream' {
    AfterEach { $endpoint.ClearFault() }

    It 'writes each piece and at last the response' {
        $chunks = Invoke-BRModel 'Tell me a story.' $nova -Stream
        $chunks.Count | Should -BeGreaterThan 2
        $chunks[-1].Kind | Should -Be 'End'
        -join $chunks.Text | Should -BeExactly $chunks[-1].Response.Text
        $chunks[-1].StopReason | Should -Be 'end_turn'
    }

    It 'stops where the pipeline has enough' {
        $endpoint.SetFault('ConverseStream@stall:6')
        Invoke-BRModel 'Tell me a story.' $nova -Stream | Select-Object -First 2 | Should -HaveCount 2
    }

    It 'gives what had arrived of a cut stream, then the error' {
        $endpoint.SetFault('ConverseStream@cut:4')
        $chunks = Invoke-BRModel 'Tell me a story.' $nova -Stream -ErrorAction SilentlyContinue -ErrorVariable problem
        @($chunks).Count | Should -BeGreaterThan 0
        @($chunks).Kind | Should -Not -Contain 'End'
        $problem[0].FullyQualifiedErrorId | Should -Be 'StreamTruncated,BedrockPS.Cmdlets.InvokeBRModelCommand'
        $problem[0].CategoryInfo.Category | Should -Be 'InvalidResult'
    }

    It 'flows through Show-BRStream' {
        $answer = Invoke-BRModel 'Name a river.' $nova -Stream | Show-BRStream -PassThru
        $answer | Should -BeOfType BedrockPS.ModelResponse
    }
}

Describe 'Invoke-BRModel -Body' {
    It 'gives the answer in the model''s own words' {
        $answer = Invoke-BRModel -Model anthropic.claude-3-haiku-20240307-v1:0 -Body @{
            anthropic_version = 'bedrock-2023-05-31'
            max_tokens        = 100
            messages          = @(@{ role = 'user'; content = 'Name a river.' })
        }
        $answer.Body.content[0].text | Should -Not -BeNullOrEmpty
        $answer.Body.usage.input_tokens | Should -BeGreaterThan 0
    }

    It 'does not mix with -Prompt' {
        { Invoke-BRModel -Prompt hi -Model $nova -Body '{}' } | Should -Throw -ErrorId 'AmbiguousParameterSet,BedrockPS.Cmdlets.InvokeBRModelCommand'
    }
}

Describe 'Invoke-BRModel at another time and place' {
    # Not in a pool: its runspaces share one initial state, which PowerShell changes without a lock while it imports views.
    It 'answers in several runspaces that import it at once' {
        $manifest = (Get-Module BedrockPS).ModuleBase
        $connection = @{ EndpointUrl = $endpoint.Url; Region = 'us-east-1'; AccessKey = $endpoint.AccessKey; SecretKey = $endpoint.SecretKey }
        $jobs = foreach ($number in 1..8) {
            $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
            $null = $shell.AddScript('param($manifest, $connection, $number, $model) Import-Module $manifest; (Invoke-BRModel "say $number" $model @connection).Text').
                AddArgument($manifest).AddArgument($connection).AddArgument($number).AddArgument($nova)
            @{ Shell = $shell; Result = $shell.BeginInvoke() }
        }
        $texts = foreach ($job in $jobs) { $job.Shell.EndInvoke($job.Result) }
        $jobs | ForEach-Object { $_.Shell.Streams.Error } | Should -BeNullOrEmpty
        $texts | Should -HaveCount 8
        foreach ($number in 1..8) { $texts[$number - 1] | Should -Match "say $number" }
        $jobs | ForEach-Object { $_.Shell.Dispose() }
    }

    It 'says what is missing without a model' {
        { Invoke-BRModel hi } | Should -Throw -ErrorId 'NoModel,BedrockPS.Cmdlets.InvokeBRModelCommand'
    }
}
