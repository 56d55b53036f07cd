BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint

    function Get-Completion([string] $Line) {
        [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
    }
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Get-BRModel' {
    It 'lists models as objects' {
        $models = Get-BRModel
        $models | Should -HaveCount $endpoint.Models
        $models[0] | Should -BeOfType BedrockPS.Model
    }

    It 'takes wildcards' {
        Get-BRModel *haiku* | ForEach-Object { $_.Id | Should -Match 'haiku' }
        Get-BRModel *haiku* | Should -Not -BeNullOrEmpty
    }

    It 'finds models by <Property>' -ForEach @(
        @{ Property = 'Provider'; Filter = @{ Provider = 'Anthropic' }; Test = { $_.Provider -eq 'Anthropic' } }
        @{ Property = 'modality'; Filter = @{ OutputModality = 'EMBEDDING' }; Test = { $_.OutputModality -contains 'EMBEDDING' } }
        @{ Property = 'lifecycle'; Filter = @{ Lifecycle = 'LEGACY' }; Test = { $_.Lifecycle -eq 'LEGACY' } }
    ) {
        $found = Get-BRModel @Filter
        $found | Should -Not -BeNullOrEmpty
        @($found | Where-Object $Test) | Should -HaveCount @($found).Count
    }

    It 'takes ids from the pipeline, by value and by property' {
        ('amazon.nova-lite-v1:0' | Get-BRModel).Id | Should -Be 'amazon.nova-lite-v1:0'
        ([pscustomobject]@{ ModelId = 'amazon.nova-lite-v1:0' } | Get-BRModel).Id | Should -Be 'amazon.nova-lite-v1:0'
    }

    It 'fails for the wrong id alone' {
        $found = Get-BRModel amazon.nova-lite-v1:0, amazon.nope-v1:0 -ErrorAction SilentlyContinue -ErrorVariable problem
        $found | Should -HaveCount 1
        $problem[0].TargetObject | Should -Be 'amazon.nope-v1:0'
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
}

Describe 'Completion of models' {
    It 'offers ids by any part of them' {
        (Get-Completion 'Get-BRModel haiku').CompletionText | Should -Contain 'anthropic.claude-3-haiku-20240307-v1:0'
    }

    It 'offers what the command can use' {
        (Get-Completion 'Get-BREmbedding x -Model titan').CompletionText | Should -Contain 'amazon.titan-embed-text-v2:0'
        (Get-Completion 'Get-BREmbedding x -Model titan').CompletionText | Should -Not -Contain 'amazon.titan-text-express-v1'
    }

    It 'is silent where nothing can be reached' {
        Get-Completion 'Invoke-BRModel x -EndpointUrl http://127.0.0.1:1 -Model nova' | ForEach-Object CompletionText | Should -Not -Match 'nova'
    }
}
