BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $PSDefaultParameterValues['New-BRImage:Model'] = 'amazon.nova-canvas-v1:0'
    $PSDefaultParameterValues['New-BRImage:Size'] = '320x320'
}

AfterAll {
    $PSDefaultParameterValues.Clear()
    Stop-BRLocalEndpoint $endpoint
}

Describe 'New-BRImage' {
    It 'saves a picture and writes what is known of it' {
        $image = New-BRImage 'A cat, asleep' -OutDirectory "$TestDrive" -Seed 7
        $image | Should -BeOfType BedrockPS.Image
        "$image" | Should -Be ([IO.Path]::Combine("$TestDrive", 'a-cat-asleep.png'))
        $image.Width, $image.Height, $image.Seed | Should -Be 320, 320, 7
        [IO.File]::ReadAllBytes("$image")[1..3] | Should -Be 80, 78, 71
    }

    It 'pipes pictures on' {
        $cut = New-BRImage 'A cat' | New-BRImage -RemoveBackground -Size $null
        $cut.Task | Should -Be 'RemoveBackground'
        $cut.Path | Should -BeNullOrEmpty
    }

    It 'goes on after what the filter keeps' {
        $images = 'a', 'something forbidden', 'b' | New-BRImage -ThrottleLimit 2 -ErrorAction SilentlyContinue -ErrorVariable kept
        $images.Prompt | Should -Be 'a', 'b'
        $kept.FullyQualifiedErrorId | Should -Be 'ContentFiltered,BedrockPS.Cmdlets.NewBRImageCommand'
        $kept.TargetObject | Should -Be 'something forbidden'
    }

    It 'completes models, sizes and styles' {
        $line = 'New-BRImage x -Model nova-'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'nova-canvas', 'amazon.nova-canvas-v1:0'
        $line = 'New-BRImage x -Style photo'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'Photorealism'
    }
}
