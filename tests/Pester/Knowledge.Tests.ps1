BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Invoke-BRAgenticRetrieval' {
    It 'searches for each part of a question and shows its steps' {
        $answer = Invoke-BRAgenticRetrieval LOCALKB001 'What is batch inference and what is a guardrail?' -Trace
        $answer.Citations | Should -HaveCount 2
        $answer.Trace.Step | Should -Be 'Planning', 'Planning', 'Retrieval', 'Retrieval'
    }
}

Describe 'ConvertTo-BRQuery' {
    It 'makes a query of each question' {
        $null = New-BRKnowledgeBase sales -RoleArn arn:aws:iam::123456789012:role/sales -Configuration @{ type = 'SQL' }
        $query = 'How many orders were there in 2024?', 'Which customers are new?' | ConvertTo-BRQuery sales
        $query | Should -HaveCount 2
        "$($query[0])" | Should -BeLike 'SELECT*2024*'
    }
}

Describe 'Get-BRKnowledgeBaseDocumentContent' {
    It 'saves the documents passages are from' {
        $saved = Search-BRKnowledgeBase LOCALKB001 batch -Top 2 | Get-BRKnowledgeBaseDocumentContent -OutDirectory "$TestDrive/found"
        $saved | Should -HaveCount 2
        [System.IO.File]::ReadAllText($saved[0].Path) | Should -Match 'Batch inference'
    }
}
