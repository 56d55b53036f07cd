BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    Set-BRDefault -Model amazon.nova-lite-v1:0
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
    Clear-BRDefault
}

Describe 'A chat' {
    BeforeEach { $chat = Start-BRChat -System 'Be brief.' }
    AfterEach { $endpoint.ClearFault() }

    It 'remembers what was said' {
        'first', 'second' | Send-BRMessage -Chat $chat | Should -HaveCount 2
        $chat.Messages.Role | Should -Be 'user', 'assistant', 'user', 'assistant'
        "$chat" | Should -Match 'user: first'
        $chat.Usage.TotalTokens | Should -BeGreaterThan 0
    }

    It 'is as it was after a turn that failed' {
        $endpoint.SetFault('denied')
        Send-BRMessage hi -Chat $chat -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].CategoryInfo.Category | Should -Be 'PermissionDenied'
        $chat.Messages | Should -HaveCount 0
    }

    It 'streams' {
        $text = -join (Send-BRMessage 'Tell me a story.' -Chat $chat -Stream).Text
        $chat.Messages[-1].Text | Should -BeExactly $text
    }

    It 'goes back and branches' {
        $null = 'first', 'second' | Send-BRMessage -Chat $chat
        $other = $chat.Branch()
        $chat.Rewind() | Should -Be 'second'
        $chat.Messages | Should -HaveCount 2
        $other.Messages | Should -HaveCount 4
    }

    It 'survives the disk' {
        $null = Send-BRMessage first -Chat $chat
        $chat | Export-BRChat "$TestDrive/chat.json"
        $back = Import-BRChat "$TestDrive/chat.json"
        $back | Should -BeOfType BedrockPS.Chat
        $back.System | Should -Be 'Be brief.'
        "$back" | Should -BeExactly "$chat"
    }

    It 'does not come from any file' {
        [System.IO.File]::WriteAllText("$TestDrive/other.json", '{}')
        { Import-BRChat "$TestDrive/other.json" -ErrorAction Stop } | Should -Throw -ErrorId 'ChatFileInvalid,BedrockPS.Cmdlets.ImportBRChatCommand'
    }
}
