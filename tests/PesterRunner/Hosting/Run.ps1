# The run phase. Set-up and tests are dot-sourced, so that a variable of BeforeAll is seen in the block's tests and blocks, and
# one of a test is gone after it. The names begin with underscores because tests see them too.
param($__block, $__drive)

function __RunBlock($__block) {
    if (-not $__block.HasWork) { return }
    $__block.Enter($__drive)
    $__block.SetVariables($ExecutionContext.SessionState)
    try {
        foreach ($__step in $__block.BeforeAll) { . $__step }
        foreach ($__child in $__block.Children) {
            if ($__child -is [BedrockPS.PesterRunner.Model.PesterTest]) { __RunTest $__child } else { __RunBlock $__child }
        }
    }
    catch { $__block.Fail($_) }
    finally {
        try { foreach ($__step in $__block.AfterAll) { . $__step } }
        catch { $__block.FailLast($_) }
        $__block.Leave($__drive)
    }
}

function __RunTest($__test) {
    if ($__test.IsSkipped) { return }
    $__test.SetVariables($ExecutionContext.SessionState)
    $__given = @{}
    if ($__test.Data -and $__test.Body.Ast.ParamBlock) { $__given = [hashtable]$__test.Data }
    try {
        foreach ($__step in $__test.BeforeEach) { . $__step }
        . $__test.Body @__given
        $__test.Pass()
    }
    catch { $__test.Fail($_) }
    finally {
        foreach ($__step in $__test.AfterEach) {
            try { . $__step } catch { $__test.Fail($_) }
        }
    }
}

$null = __RunBlock $__block
