BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $agent = @{ Model = 'amazon.nova-lite-v1:0'; Instruction = 'You answer questions about orders and nothing else.' }
    function global:Get-TestOrder { param([Parameter(Mandatory)] [int] $Id) "order $Id is sent" }
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
    [void] $ExecutionContext.InvokeProvider.Item.Remove('function:Get-TestOrder', $false)
}

Describe 'Invoke-BRInlineAgent' {
    It 'answers, and goes on' {
        $first = Invoke-BRInlineAgent 'I am Ada.' @agent
        $first | Should -BeOfType BedrockPS.AgentResponse
        ($first | Invoke-BRInlineAgent 'Who am I?' @agent).Text | Should -Match 'I am Ada'
    }

    It 'runs the commands it is given' {
        $answer = Invoke-BRInlineAgent 'Use Get-TestOrder with id=7.' @agent -Tool Get-TestOrder
        $answer.Text | Should -Match 'order 7 is sent'
        $answer.ToolCalls | Should -HaveCount 1
    }

    It 'leaves them to the caller when told so' {
        $asked = Invoke-BRInlineAgent '{{call Get-TestOrder {"Id":7}}}' @agent -Tool Get-TestOrder -ToolApproval None
        $asked.ReturnControl.Invocations.Function | Should -Be 'Get-TestOrder'
        ($asked | Invoke-BRInlineAgent @agent -Tool Get-TestOrder -ReturnControlResult 'by hand').Text | Should -Match 'by hand'
    }

    It 'refuses an instruction that is too short' {
        { Invoke-BRInlineAgent hi amazon.nova-lite-v1:0 -Instruction short -ErrorAction Stop } |
            Should -Throw -ErrorId 'ParameterInvalid,BedrockPS.Cmdlets.InvokeBRInlineAgentCommand'
    }
}
