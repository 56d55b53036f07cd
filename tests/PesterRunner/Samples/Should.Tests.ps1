Describe 'Should' {
    Context 'Be' {
        It 'passes for equal numbers' { 1 | Should -Be 1 }
        It 'passes across types, the expected one deciding' { '1' | Should -Be 1 }
        It 'passes without regard to case' { 'ABC' | Should -Be 'abc' }
        It 'passes for null' { $null | Should -Be $null }
        It 'passes for equal arrays' { 1, 2, 3 | Should -Be 1, 2, 3 }
        It 'passes for an array as -ActualValue' { Should -ActualValue @(1, 2) -Be @(1, 2) }
        It 'passes for an empty array' { @() | Should -Be @() }
        It 'passes with -Not' { 1 | Should -Not -Be 2 }
        It 'passes for arrays of unequal length with -Not' { 1, 2 | Should -Not -Be 1, 2, 3 }
        It 'fails for unequal numbers' { 1 | Should -Be 2 }
        It 'fails for an array in another order' { 1, 2 | Should -Be 2, 1 }
        It 'fails for a longer array' { 1, 2, 3 | Should -Be 1, 2 }
        It 'fails for an array against its first element' { 1, 2 | Should -Be 1 }
        It 'fails for null against a value' { $null | Should -Be 0 }
        It 'fails for a value against null' { 0 | Should -Be $null }
        It 'fails with -Not' { 1 | Should -Not -Be 1 }
        It 'fails with a reason' { 1 | Should -Be 2 -Because 'two was asked for' }
        It 'fails although more follows' { 1 | Should -Be 2; 1 | Should -Be 1 }
    }

    Context 'BeExactly' {
        It 'passes for equal case' { 'abc' | Should -BeExactly 'abc' }
        It 'fails for another case' { 'ABC' | Should -BeExactly 'abc' }
        It 'fails for another case in an array' { 'a', 'B' | Should -BeExactly 'a', 'b' }
    }

    Context 'BeOfType' {
        It 'passes for a type' { 1 | Should -BeOfType [int] }
        It 'passes for a name' { 'x' | Should -BeOfType 'System.String' }
        It 'passes for a base type' { [System.IO.FileInfo]::new('x') | Should -BeOfType ([System.IO.FileSystemInfo]) }
        It 'passes for a custom object' { [pscustomobject]@{ a = 1 } | Should -BeOfType [pscustomobject] }
        It 'fails for another type' { 1 | Should -BeOfType [string] }
        It 'fails for null' { $null | Should -BeOfType [string] }
        It 'fails where one of several differs' { 1, 'x' | Should -BeOfType [int] }
    }

    Context 'BeNullOrEmpty, BeTrue, BeFalse' {
        It 'passes for null' { $null | Should -BeNullOrEmpty }
        It 'passes for an empty string' { '' | Should -BeNullOrEmpty }
        It 'passes for no objects' { @() | Should -BeNullOrEmpty }
        It 'passes for something with -Not' { 'x' | Should -Not -BeNullOrEmpty }
        It 'passes for true' { $true | Should -BeTrue }
        It 'passes for a truth' { 'text' | Should -BeTrue }
        It 'passes for zero' { 0 | Should -BeFalse }
        It 'fails for something' { 'x' | Should -BeNullOrEmpty }
        It 'fails for nothing with -Not' { @() | Should -Not -BeNullOrEmpty }
        It 'fails for false' { $false | Should -BeTrue }
        It 'fails for no object at all' { @() | Should -BeTrue }
        It 'fails for true' { $true | Should -BeFalse }
    }

    Context 'order' {
        It 'passes' {
            2 | Should -BeGreaterThan 1
            2 | Should -BeGreaterOrEqual 2
            1 | Should -BeLessThan 2
            2 | Should -BeLessOrEqual 2
            1 | Should -Not -BeGreaterThan 1
        }
        It 'fails for equal numbers' { 2 | Should -BeGreaterThan 2 }
        It 'fails for a smaller one' { 1 | Should -BeGreaterOrEqual 2 }
        It 'fails for a greater one' { 3 | Should -BeLessThan 2 }
        It 'fails for a greater one too' { 3 | Should -BeLessOrEqual 2 }
    }

    Context 'collections' {
        It 'passes for the count' { 1, 2, 3 | Should -HaveCount 3 }
        It 'passes for none' { @() | Should -HaveCount 0 }
        It 'passes for a member' { 'a', 'b' | Should -Contain 'B' }
        It 'passes for no member' { 'a', 'b' | Should -Not -Contain 'c' }
        It 'passes for one of several' { 'a' | Should -BeIn 'a', 'b' }
        It 'fails for another count' { 1, 2 | Should -HaveCount 3 }
        It 'fails for no member' { 'a', 'b' | Should -Contain 'c' }
        It 'fails for a member with -Not' { 'a', 'b' | Should -Not -Contain 'a' }
        It 'fails for none of several' { 'c' | Should -BeIn 'a', 'b' }
    }

    Context 'patterns' {
        It 'passes for a match' { 'Hello' | Should -Match '^h.*o$' }
        It 'passes for a wildcard' { 'Hello' | Should -BeLike 'h*' }
        It 'passes for no match' { 'Hello' | Should -Not -Match 'x' }
        It 'fails for no match' { 'Hello' | Should -Match 'x' }
        It 'fails for another case' { 'Hello' | Should -MatchExactly 'h' }
        It 'fails for no wildcard match' { 'Hello' | Should -BeLike 'x*' }
    }

    Context 'Throw' {
        It 'passes for a throw' { { throw 'out' } | Should -Throw }
        It 'passes for its message' { { throw 'out of reach' } | Should -Throw 'out*' }
        It 'passes for its message by name' { { throw 'out of reach' } | Should -Throw -ExpectedMessage '*reach' }
        It 'passes for its type' { { throw [System.ArgumentException]::new('x') } | Should -Throw -ExceptionType ([System.ArgumentException]) }
        It 'passes for the id of a cmdlet error' { { Get-Module -Nonsense } | Should -Throw -ErrorId 'NamedParameterNotFound,*' }
        It 'passes for an error made terminating' { { Import-Module ./no-such-module -ErrorAction Stop } | Should -Throw }
        It 'passes for no throw with -Not' { { 1 } | Should -Not -Throw }
        It 'passes for the record handed on' { ({ throw 'out' } | Should -Throw -PassThru).Exception.Message | Should -Be 'out' }
        It 'fails for no throw' { { 1 } | Should -Throw }
        It 'fails for another message' { { throw 'out' } | Should -Throw 'in*' }
        It 'fails for another id' { { throw 'out' } | Should -Throw -ErrorId 'other' }
        It 'fails for another type' { { throw 'out' } | Should -Throw -ExceptionType ([System.ArgumentException]) }
        It 'fails for a throw with -Not' { { throw 'out' } | Should -Not -Throw }
        It 'fails for what is no script block' { 1 | Should -Throw }
    }
}
