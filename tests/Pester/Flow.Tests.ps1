BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $guide = 'arn:aws:bedrock:us-east-1:123456789012:agent-alias/LOCALAGENT/TSTALIASID'
    $definition = @{
        nodes       = @(
            @{ name = 'FlowInputNode'; type = 'Input'; outputs = @(@{ name = 'document'; type = 'String' }) }
            @{
                name = 'Guide'; type = 'Agent'; configuration = @{ agent = @{ agentAliasArn = $guide } }
                inputs = @(@{ name = 'agentInputText'; type = 'String'; expression = '$.data' }); outputs = @(@{ name = 'agentResponse'; type = 'String' })
            }
            @{ name = 'Answer'; type = 'Output'; inputs = @(@{ name = 'document'; type = 'String'; expression = '$.data' }) }
        )
        connections = @(
            @{ name = 'In'; type = 'Data'; source = 'FlowInputNode'; target = 'Guide'; configuration = @{ data = @{ sourceOutput = 'document'; targetInput = 'agentInputText' } } }
            @{ name = 'Out'; type = 'Data'; source = 'Guide'; target = 'Answer'; configuration = @{ data = @{ sourceOutput = 'agentResponse'; targetInput = 'document' } } }
        )
    }
    $null = New-BRFlow trip -RoleArn arn:aws:iam::123456789012:role/flows -Definition $definition
    $null = Initialize-BRFlow trip -Wait
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Invoke-BRFlow' {
    AfterEach { $endpoint.ClearFault() }

    It 'runs each input and prints as what came out' {
        $answers = 'one', 'two' | Invoke-BRFlow trip
        $answers | Should -HaveCount 2
        $answers[0] | Should -BeOfType BedrockPS.FlowResponse
        "$($answers[1])" | Should -BeExactly $answers[1].Outputs.Answer
        $answers.InputObject | Should -Be 'one', 'two'
    }

    It 'streams with traces, and Show-BRStream takes the pieces' {
        $pieces = Invoke-BRFlow trip 'Is it far?' -Stream -Trace
        $pieces[-1].Kind | Should -Be 'End'
        $answer = $pieces | Show-BRStream -PassThru 6>$null
        $answer.Traces[0].Kind | Should -Be 'NodeInput'
        $answer.Traces[0].Inputs.document | Should -Be 'Is it far?'
    }

    It 'goes on where a node asks back' {
        $answer = Invoke-BRFlow trip 'A day out. {{ask Which city?}}'
        "$($answer.InputRequest)" | Should -Be 'Which city?'
        $answer | Invoke-BRFlow -Text Oslo | Should -Match 'Oslo'
    }

    It 'fails alone, and keeps what had arrived' {
        $endpoint.SetFault('InvokeFlow@cut:1:1')
        $answers = 'one', 'two' | Invoke-BRFlow trip -ErrorAction SilentlyContinue -ErrorVariable problem
        $answers.InputObject | Should -Be 'two'
        $problem[0].FullyQualifiedErrorId | Should -Be 'StreamTruncated,BedrockPS.Cmdlets.InvokeBRFlowCommand'
        $problem[0].TargetObject | Should -Be 'one'
        $problem[0].Exception.PartialAnswer.Output | Should -Match 'one'
    }

    It 'completes flows' {
        (TabExpansion2 'Invoke-BRFlow -Flow tr' 22).CompletionMatches.ListItemText | Should -Contain 'trip'
    }
}

Describe 'Start-BRFlowExecution' {
    It 'waits, and tells what happened' {
        $execution = Start-BRFlowExecution trip 'Is it far?' -Wait
        $execution.Status | Should -Be 'Succeeded'
        ($execution | Get-BRFlowExecutionEvent -EventType Flow).Kind | Should -Be 'FlowInput', 'FlowOutput'
        ($execution | Get-BRFlowExecutionSnapshot).Definition.nodes | Should -HaveCount 3
    }
}
