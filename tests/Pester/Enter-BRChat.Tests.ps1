BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    Set-BRDefault -Model amazon.nova-lite-v1:0
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
    Clear-BRDefault
}

Describe 'Enter-BRChat' {
    AfterEach { $endpoint.ClearFault() }

    It 'says what is piped and writes the chat' {
        $chat = 'first', '/retry', 'second' | Enter-BRChat -System 'Be brief.'
        $chat | Should -BeOfType BedrockPS.Chat
        $chat.Messages.Role | Should -Be 'user', 'assistant', 'user', 'assistant'
    }

    It 'goes on with a chat' {
        $chat = Start-BRChat
        $null = Send-BRMessage 'first' -Chat $chat
        $null = $chat, 'second' | Enter-BRChat
        $chat.Messages | Should -HaveCount 4
    }

    It 'saves and loads' {
        $null = 'first', "/save $TestDrive/chat.json" | Enter-BRChat
        $chat = "/load $TestDrive/chat.json" | Enter-BRChat
        $chat.Messages[0].Text | Should -BeExactly 'first'
    }

    It 'gives an error for a message that fails, and goes on' {
        $endpoint.SetFault('denied:1')
        $chat = 'fails', 'works' | Enter-BRChat -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -Be 'AccessDenied,BedrockPS.Cmdlets.EnterBRChatCommand'
        $chat.Messages[0].Text | Should -BeExactly 'works'
    }
}
