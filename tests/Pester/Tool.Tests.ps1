BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    Set-BRDefault -Model amazon.nova-lite-v1:0

    function Get-Stock {
        <#
        .SYNOPSIS
        Tells how many pieces are in stock.
        .PARAMETER Article
        What is looked for.
        #>
        param([Parameter(Mandatory)] [ValidateSet('lamp', 'chair')] [string] $Article)
        [pscustomobject] @{ Article = $Article; Pieces = 12 }
    }

    function Set-Stock {
        [CmdletBinding(SupportsShouldProcess)]
        param([string] $Article, [int] $Pieces)
        if ($PSCmdlet.ShouldProcess($Article)) { $script:stock = "$Article $Pieces" }
    }
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
    Clear-BRDefault
}

Describe 'A tool' {
    BeforeEach { $script:stock = $null }

    It 'is a function of the caller, whose output the model gets' {
        $answer = Invoke-BRModel '{{call Get-Stock {"Article":"lamp"}}}' -Tool Get-Stock
        $answer.ToolCalls | Should -HaveCount 1
        $answer.ToolCalls[0] | Should -BeOfType BedrockPS.ToolCall
        $answer.ToolCalls[0].Output | Should -BeExactly '{"output":{"Article":"lamp","Pieces":12}}'
        "$($answer.ToolCalls[0].Decision)" | Should -Be 'Allowed'
        $answer.Text | Should -Match 'Pieces'
    }

    It 'is described by its help' {
        $null = Invoke-BRModel hi -Tool (Get-Command Get-Stock)
        $endpoint.GetRequest()[-1].Body | Should -Match 'Tells how many pieces are in stock.*What is looked for'
    }

    It 'is a script block with a name' {
        $tool = @{ Name = 'double'; ScriptBlock = { param([int] $Number) 2 * $Number }; ReadOnly = $true }
        (Invoke-BRModel '{{call double {"Number":21}}}' -Tool $tool).ToolCalls[0].Output | Should -BeExactly '{"output":42}'
    }

    It 'that may change something runs with -ToolApproval All' {
        $null = Invoke-BRModel '{{call Set-Stock {"Article":"lamp","Pieces":3}}}' -Tool Set-Stock -ToolApproval All
        $script:stock | Should -Be 'lamp 3'
    }

    It 'that may change something does not run with -ToolApproval ReadOnly' {
        $answer = Invoke-BRModel '{{call Set-Stock {"Article":"lamp","Pieces":3}}}' -Tool Set-Stock -ToolApproval ReadOnly
        "$($answer.ToolCalls[0].Decision)" | Should -Be 'Refused'
        $script:stock | Should -Be $null
    }

    It 'rehearses with -WhatIf' {
        $answer = Invoke-BRModel '{{call Set-Stock {"Article":"lamp","Pieces":3}}}' -Tool Set-Stock -ToolApproval All -WhatIf
        "$($answer.ToolCalls[0].Decision)" | Should -Be 'WhatIf'
        $script:stock | Should -Be $null
    }

    It 'refuses a value its ValidateSet does not have' {
        $answer = Invoke-BRModel '{{call Get-Stock {"Article":"boat"}}}' -Tool Get-Stock
        $answer.ToolCalls[0].IsError | Should -Be $true
        $answer.ToolCalls[0].Output | Should -Match 'lamp'
    }

    It 'streams as a chunk of its own kind' {
        $kinds = Invoke-BRModel '{{call Get-Stock {"Article":"lamp"}}}' -Tool Get-Stock -Stream | ForEach-Object { "$($_.Kind)" }
        $kinds | Where-Object { $_ -eq 'ToolCall' } | Should -HaveCount 1
        $kinds | Where-Object { $_ -eq 'End' } | Should -HaveCount 1
    }

    It 'stays with a chat' {
        $chat = Start-BRChat -Tool Get-Stock
        $null = Send-BRMessage '{{call Get-Stock {"Article":"chair"}}}' -Chat $chat
        $null = Send-BRMessage 'Thanks.' -Chat $chat
        $chat.Messages.Role | Should -Be 'user', 'assistant', 'user', 'assistant', 'user', 'assistant'
        $chat.Rewind(2) | Should -Be '{{call Get-Stock {"Article":"chair"}}}'
    }

    It 'that does not exist is an error' {
        { Invoke-BRModel hi -Tool Get-NoSuchThing } | Should -Throw -ErrorId 'ToolNotFound,BedrockPS.Cmdlets.InvokeBRModelCommand'
    }

    It 'called for ever is an error' {
        Invoke-BRModel '{{call Get-Stock {"Article":"lamp"}}}{{loop}}' -Tool Get-Stock -MaxToolRound 2 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].Exception.Code | Should -Be 'ToolRoundLimit'
        $problem[0].Exception.Response.ToolCalls | Should -HaveCount 2
    }
}
