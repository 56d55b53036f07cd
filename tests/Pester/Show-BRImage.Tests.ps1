BeforeAll {
    Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'BedrockPS', 'BedrockPS.psd1'))
    $endpoint = Start-BRLocalEndpoint
    $image = New-BRImage 'A cat' -Model nova-canvas -Size 320x320 -OutDirectory "$TestDrive"
}

AfterAll {
    Stop-BRLocalEndpoint $endpoint
}

Describe 'Show-BRImage' {
    It 'takes pictures and paths, and hands them on' {
        $image | Show-BRImage -Width 4 -PassThru | Should -BeOfType BedrockPS.Image
        Show-BRImage ([IO.Path]::Combine("$TestDrive", '*.png')) -Width 4 -PassThru | Should -Be "$image"
    }

    It 'says what it cannot show' {
        $path = [IO.Path]::Combine("$TestDrive", 'broken.png')
        [IO.File]::WriteAllBytes($path, [IO.File]::ReadAllBytes("$image")[0..99])
        { Show-BRImage $path -Protocol Block -ErrorAction Stop } | Should -Throw -ExpectedMessage '*damaged*'
        { Show-BRImage "$path.none" -ErrorAction Stop } | Should -Throw -ExpectedMessage '*no file*'
    }
}
