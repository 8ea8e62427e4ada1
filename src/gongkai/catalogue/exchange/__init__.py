"""A catalogue as a workbook in the layout that offices use: ``workbook`` gives it out, ``reading`` takes it in."""
