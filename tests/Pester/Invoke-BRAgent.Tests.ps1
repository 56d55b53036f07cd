BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $null = New-BRAgent orders -Model amazon.nova-lite-v1:0 -Instruction ('Answer questions about orders. ' * 3) -RoleArn arn:aws:iam::123456789012:role/agents -Wait
    $null = New-BRAgentActionGroup orders Orders -ReturnControl -Function @{ name = 'get_order'; parameters = @{ order_id = @{ type = 'integer'; required = $true } } }
    $null = Initialize-BRAgent orders -Wait
    function global:Get-TestOrder { param([int] $OrderId) "order $OrderId is sent" }
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
    [void] $ExecutionContext.InvokeProvider.Item.Remove('function:Get-TestOrder', $false)
}

Describe 'Invoke-BRAgent' {
    AfterEach { $endpoint.ClearFault() }

    It 'answers with an object that prints as its text' {
        $answer = Invoke-BRAgent LOCALAGENT 'What does an embedding vector mean?'
        $answer | Should -BeOfType BedrockPS.AgentResponse
        "$answer" | Should -BeExactly $answer.Text
        $answer.Citations.Source | Should -Be 's3://local-knowledge/embeddings.txt'
    }

    It 'streams, and Show-BRStream takes the pieces' {
        $pieces = Invoke-BRAgent LOCALAGENT hello -Stream -Trace
        $pieces[-1].Kind | Should -Be 'End'
        -join $pieces | Should -BeExactly $pieces[-1].Response.Text
        $answer = $pieces | Show-BRStream -PassThru 6>$null
        $answer.Traces | Should -Not -BeNullOrEmpty
    }

    It 'has commands answer for functions' {
        $answer = Invoke-BRAgent orders '{{call get_order {"order_id":7}}}' -Tool @{ Name = 'GetOrder'; Command = 'Get-TestOrder' }
        $answer.Text | Should -Match 'order 7 is sent'
        $answer.ToolCalls.Decision | Should -Be 'Allowed'
    }

    It 'goes on from a piped answer with results given by hand' {
        $answer = Invoke-BRAgent orders '{{call get_order {"order_id":7}}}' | Invoke-BRAgent -ReturnControlResult @{ get_order = 'on its way' }
        $answer.Text | Should -Match 'on its way'
    }

    It 'asks piped agents' {
        (Get-BRAgent orders | Invoke-BRAgent -Text hello).Text | Should -Match 'hello'
    }

    It 'names an agent that is not there in one error' {
        $answers = 'a', 'b' | Invoke-BRAgent nosuch -ErrorAction SilentlyContinue -ErrorVariable problem
        $answers | Should -BeNullOrEmpty
        $problem | Should -HaveCount 2
        $problem[0].FullyQualifiedErrorId | Should -Be 'ResourceNotFound,BedrockPS.Cmdlets.InvokeBRAgentCommand'
        $problem[0].TargetObject | Should -Be 'a'
    }

    It 'saves files in the folder alone' {
        $folder = [System.IO.Path]::Combine("$TestDrive", 'made')
        $answer = Invoke-BRAgent LOCALAGENT '{{file ../out.csv a,b}}' -OutDirectory $folder
        $answer.Files.Path | Should -Be ([System.IO.Path]::Combine($folder, 'out.csv'))
        [System.IO.File]::ReadAllText($answer.Files.Path) | Should -Be 'a,b'
    }
}
