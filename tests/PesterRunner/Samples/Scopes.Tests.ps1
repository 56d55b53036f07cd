BeforeDiscovery {
    $cases = @(
        @{ Left = 1; Right = 2; Sum = 3 }
        @{ Left = 2; Right = 2; Sum = 4 }
    )
    $off = $true
}

BeforeAll {
    $root = 'root'
    $script:log = [System.Collections.Generic.List[string]]::new()
    function Get-Answer { 42 }
}

Describe 'set-up' {
    BeforeAll { $outer = 'outer'; $log.Add('BeforeAll') }
    BeforeEach { $each = 'fresh'; $log.Add('BeforeEach') }
    AfterEach { $log.Add('AfterEach') }
    AfterAll { $log.Add('AfterAll') }

    It 'passes: sees the variables of every level' {
        $root | Should -Be 'root'
        $outer | Should -Be 'outer'
        $each | Should -Be 'fresh'
    }

    It 'passes: sees functions of BeforeAll' { Get-Answer | Should -Be 42 }

    It 'passes: changes only its own copy' {
        $outer = 'changed'
        $outer | Should -Be 'changed'
    }

    It 'passes: sees no change of another test' { $outer | Should -Be 'outer' }

    Context 'inside' {
        BeforeAll { $inner = "$outer and inner" }
        BeforeEach { $each = "$each and inner" }

        It 'passes: builds on the outer level' {
            $inner | Should -Be 'outer and inner'
            $each | Should -Be 'fresh and inner'
        }
    }

    It 'passes: does not see what a context set' { $inner | Should -BeNullOrEmpty }
}

Describe 'order' {
    It 'passes: the other block ran its steps in order' {
        $log[0] | Should -Be 'BeforeAll'
        $log[1..4] | Should -Be 'BeforeEach', 'AfterEach', 'BeforeEach', 'AfterEach'
        $log[-1] | Should -Be 'AfterAll'
        $log | Should -HaveCount 14
    }
}

Describe 'discovery' {
    $fromBody = 'body'

    It 'passes: the body of a block is gone when tests run' { $fromBody | Should -BeNullOrEmpty }
    It 'passes: so is BeforeDiscovery' { $cases | Should -BeNullOrEmpty }
    It 'skips where told to' -Skip { 1 | Should -Be 2 }
    It 'skips where a condition holds' -Skip:$off { 1 | Should -Be 2 }
    It 'passes where no condition holds' -Skip:(-not $off) { 1 | Should -Be 1 }
    It 'skips by its own decision' { Set-ItResult -Skipped -Because 'not today'; 1 | Should -Be 2 }
}

Describe 'a skipped block' -Skip {
    BeforeAll { throw 'its set-up must not run' }
    It 'skips its tests' { 1 | Should -Be 2 }
}

Describe 'cases' {
    It 'passes: <Left> and <Right> are <Sum>' -ForEach $cases { $Left + $Right | Should -Be $Sum }
    It 'passes: the old name of it' -TestCases $cases { $Left + $Right | Should -Be $Sum }
    It 'passes: as parameters' -TestCases $cases { param($Left, $Right, $Sum) $Left + $Right | Should -Be $Sum }
    It 'passes: <_> is the element' -ForEach 'a', 'b' { $_ | Should -BeIn 'a', 'b' }
    It 'passes: <_.Length> reads a member' -ForEach 'abc' { $_.Length | Should -Be 3 }
    It 'fails for one of them, <_>' -ForEach 1 { $_ | Should -Be 2 }

    Context 'of a block, <Kind>' -ForEach @(@{ Kind = 'even'; Numbers = 2, 4 }, @{ Kind = 'odd'; Numbers = 1, 3 }) {
        BeforeAll { $wanted = if ($Kind -eq 'even') { 0 } else { 1 } }
        It 'passes: <_> is <Kind>' -ForEach $Numbers { $_ % 2 | Should -Be $wanted }
    }
}

Describe 'failures outside tests' {
    Context 'set-up' {
        BeforeAll { throw 'no set-up' }
        It 'fails the tests of its block' { 1 | Should -Be 1 }
        Context 'below' { It 'fails those below too' { 1 | Should -Be 1 } }
    }

    Context 'before each' {
        BeforeEach { throw 'no set-up' }
        It 'fails the test' { 1 | Should -Be 1 }
    }

    Context 'after each' {
        AfterEach { throw 'no clean-up' }
        It 'fails a test that had passed' { 1 | Should -Be 1 }
    }

    Context 'clean-up' {
        AfterAll { throw 'no clean-up' }
        It 'passes before the last' { 1 | Should -Be 1 }
        It 'fails as the last of its block' { 1 | Should -Be 1 }
    }

    It 'fails by an exception' { throw 'out' }
    It 'fails by an error of a cmdlet that ends it' { Get-Module -Nonsense; 1 | Should -Be 1 }
    It 'fails where it uses what the runner has not' { Mock Get-Module { } }
    It 'passes over an error that does not end it' { Import-Module ./no-such-module 2>$null; 1 | Should -Be 1 }
}

Describe 'places' {
    It 'passes: the file knows where it is' {
        [System.IO.Path]::GetFileName($PSScriptRoot) | Should -Be 'Samples'
        [System.IO.Path]::GetFileName($PSCommandPath) | Should -Be 'Scopes.Tests.ps1'
    }

    Context 'test drive' {
        BeforeAll { [System.IO.File]::WriteAllText("$TestDrive/a.txt", 'a') }
        It 'passes: a block writes' { [System.IO.File]::Exists("$TestDrive/a.txt") | Should -BeTrue }
    }

    It 'passes: and takes its files along' { [System.IO.File]::Exists("$TestDrive/a.txt") | Should -BeFalse }
}
