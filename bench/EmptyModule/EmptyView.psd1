@{
    RootModule        = 'EmptyModule.dll'
    ModuleVersion     = '1.0.0'
    GUID              = 'f0a3a7c2-5f5c-4a0e-8d2b-6a7e1a7f3c55'
    PowerShellVersion = '5.1'
    FormatsToProcess  = @('EmptyView.Format.ps1xml')
    CmdletsToExport   = @('Get-Nothing')
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
