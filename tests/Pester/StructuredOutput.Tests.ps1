BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $nova = 'amazon.nova-lite-v1:0'
    $qwen = 'qwen.qwen3-32b-v1:0'
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Invoke-BRModel -As' {
    AfterEach { $endpoint.ClearFault() }

    It 'gives <Notation> as an object' -ForEach @(
        @{ Notation = 'a hashtable'; As = @{ Name = 'string'; Age = [int] } }
        @{ Notation = 'an ordered dictionary'; As = [ordered]@{ Name = [string]; Age = 'int?' } }
        @{ Notation = 'a custom object'; As = [pscustomobject]@{ Name = 'string'; Age = 'integer' } }
    ) {
        $person = Invoke-BRModel 'name: Ada, age: 36' $nova -As $As
        $person.Name | Should -BeExactly 'Ada'
        $person.Age | Should -Be 36
    }

    It 'keeps the order of an ordered dictionary' {
        $row = Invoke-BRModel 'name: Ada, age: 36' $qwen -As ([ordered]@{ Name = 'string'; Age = 'int' })
        $row.psobject.Properties.Name | Should -Be 'Name', 'Age'
    }

    It 'pipes into the next command' {
        'name: Ada, age: 36', 'name: Eve, age: 7' |
            Invoke-BRModel -Model $qwen -As @{ Name = 'string'; Age = 'int' } |
            Where-Object Age -gt 10 |
            ForEach-Object Name |
            Should -Be 'Ada'
    }

    It 'writes the items of a list' {
        Invoke-BRModel 'name: Ada' $nova -As @(@{ Name = 'string' }) | ForEach-Object { $_.Name } | Should -Be 'Ada'
    }

    It 'ends the pipeline where no answer could fit: <Code>' -ForEach @(
        @{ Code = 'SchemaInvalid'; More = @{ As = 'no.such.type' } }
        @{ Code = 'SchemaTypeUnsupported'; More = @{ As = [scriptblock] } }
        @{ Code = 'SchemaInvalid'; More = @{ Schema = '{ "type": "strng" }' } }
        @{ Code = 'SchemaUnreadable'; More = @{ Schema = 'no-such-file.json' } }
        @{ Code = 'SchemaConflict'; More = @{ As = 'int'; Schema = @{ type = 'object' } } }
    ) {
        { 'a', 'b' | Invoke-BRModel -Model $qwen @More } | Should -Throw -ErrorId "$Code,BedrockPS.Cmdlets.InvokeBRModelCommand"
    }

    It 'goes on after an answer that does not fit' {
        $endpoint.SetFault('misfit:1')
        $people = 'name: Ada, age: 36', 'name: Eve, age: 7' |
            Invoke-BRModel -Model $qwen -As @{ Name = 'string'; Age = 'int' } -RepairAttempt 0 -ErrorAction SilentlyContinue -ErrorVariable problem
        $people.Name | Should -Be 'Eve'
        $problem.Exception.Code | Should -Be 'SchemaMismatch'
        $problem.TargetObject | Should -Be 'name: Ada, age: 36'
        $problem.Exception.Body | Should -Match 'does not fit'
    }

    It 'gives the response with the object and its input' {
        $response = 'name: Ada, age: 36' | Invoke-BRModel -Model $nova -As @{ Name = 'string' } -FullResponse
        $response | Should -BeOfType BedrockPS.ModelResponse
        $response.Value.Name | Should -Be 'Ada'
        $response.InputObject | Should -Be 'name: Ada, age: 36'
        $response.Usage.OutputTokens | Should -BeGreaterThan 0
    }
}

Describe 'Send-BRMessage -Schema' {
    It 'gives an object, and the chat goes on' {
        $chat = Start-BRChat -Model $nova
        $person = Send-BRMessage 'name: Ada, age: 36' -Chat $chat -Schema @{
            type = 'object'; properties = @{ name = @{ type = 'string' } }; required = 'name'
        }
        $person.name | Should -Be 'Ada'
        Send-BRMessage 'Go on.' -Chat $chat | Should -BeOfType BedrockPS.ModelResponse
        $chat.Messages | Should -HaveCount 4
    }
}
